import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BackupFileError } from '../errors.js';
import type { RowSource } from './row-source.js';
import { syncFolder } from './sync-folder.js';

/** Of the form of the file, whatever the tables are. */
export const FORMAT_VERSION = 1;

/** Where a backup is written. */
export interface BackupTarget {
  /** Absolute. */
  readonly path: string;
  /** What nobody else calls a file that is being written. */
  readonly draftName: string;
  /** Whether a file that is there is replaced. */
  readonly isForced: boolean;
  /** Unix seconds. */
  readonly createdAt: number;
}

/** The lines of a backup: what it is, rows, and what they come to. */
async function* writeLines(source: RowSource, createdAt: number): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const toLine = (value: object): string => {
    const line = `${JSON.stringify(value)}\n`;
    hash.update(line);
    return line;
  };
  const { migration, tables } = source;
  const formatVersion = FORMAT_VERSION;
  yield toLine({ format: 'stagedoor-backup', formatVersion, migration, createdAt, tables });
  for await (const batch of source.batches()) yield toLine(batch);
  const sha256 = hash.digest('hex');
  yield `${JSON.stringify({ end: true, tables: source.digests(), sha256 })}\n`;
}

function toFileError(error: unknown, path: string): unknown {
  // What the system says; a database has no system calls.
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  return new BackupFileError(`${path} cannot be written: ${String(error.code)}`, { cause: error });
}

/**
 * Writes all rows of `source` into a file that only its owner can read. It has its name when it is whole and on the disk,
 * and not before. Throws `backup_file_unusable`.
 */
export async function writeBackup(source: RowSource, target: BackupTarget): Promise<void> {
  const { path, draftName, isForced, createdAt } = target;
  if (!isForced && existsSync(path)) {
    throw new BackupFileError(`${path} is there already: choose another name, or add --force`);
  }
  const draft = `${path}.${draftName}`;
  try {
    await pipeline(
      Readable.from(writeLines(source, createdAt)),
      createGzip(),
      createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
    );
    renameSync(draft, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(draft, { force: true });
    throw toFileError(error, path);
  }
}
