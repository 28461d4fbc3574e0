import { createHash } from 'node:crypto';
import { BackupInvalidError, BackupNewerError } from '../errors.js';
import { MIGRATIONS } from '../migrations/migration-table.js';
import { type BackupHeader, type BackupTrailer, parseBackupLine } from './parse-backup-line.js';
import { readLines } from './read-lines.js';
import type { RowBatch, RowSource, TableDigest } from './row-source.js';
import { TableDigester } from './table-digester.js';
import { FORMAT_VERSION } from './write-backup.js';

const invalid = (what: string): BackupInvalidError =>
  new BackupInvalidError(`the file is no backup, or was cut or altered: ${what}`);

function checkVersion({ formatVersion, migration }: BackupHeader): void {
  if (formatVersion <= FORMAT_VERSION && MIGRATIONS[migration] !== undefined) return;
  throw new BackupNewerError(
    `a newer version of stagedoor wrote this backup, at ${migration}: restore it with that version`,
  );
}

/** Holds rows against what the first line says of their table, and adds them up. */
class RowCheck {
  readonly #header: BackupHeader;
  readonly #digesters: readonly TableDigester[];
  #current = 0;

  constructor(header: BackupHeader) {
    this.#header = header;
    this.#digesters = header.tables.map(({ name }) => new TableDigester(name));
  }

  add({ table, rows }: RowBatch): void {
    const { tables } = this.#header;
    const index = tables.findIndex(({ name }) => name === table);
    if (index < this.#current) throw invalid('its tables are in another order');
    this.#current = index;
    const width = tables[index]?.columns.length;
    if (rows.some(({ length }) => length !== width)) throw invalid('a row has other columns');
    this.#digesters[index]?.add(rows);
  }

  checkEnd(trailer: BackupTrailer): void {
    const found = this.#digesters.map((each) => each.finish());
    if (JSON.stringify(found) === JSON.stringify(trailer.tables.map(toDigest))) return;
    throw invalid('its rows are not those that it ends with');
  }
}

/** With its fields in the order of our own. */
const toDigest = ({ name, rows, sha256 }: TableDigest): TableDigest => ({ name, rows, sha256 });

/** The parts of a backup, each when it is known to fit; the end only when all is as it was written. */
type BackupPart =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'batch'; readonly batch: RowBatch }
  | { readonly kind: 'trailer'; readonly trailer: BackupTrailer };

/** What was read up to a line. */
class BackupCheck {
  readonly #hash = createHash('sha256');
  #rows: RowCheck | undefined;
  #isAtEnd = false;

  /** The line as a part. Throws `backup_invalid` where it cannot follow those before it. */
  next(line: Uint8Array): BackupPart {
    if (this.#isAtEnd) throw invalid('something follows its end');
    const part = parseBackupLine(new TextDecoder().decode(line));
    this.#check(part);
    if (part.kind !== 'trailer') this.#hash.update(line).update('\n');
    return part;
  }

  checkIsAtEnd(): void {
    if (!this.#isAtEnd) throw invalid('its end is missing');
  }

  #check(part: BackupPart): void {
    if (part.kind === 'header') {
      if (this.#rows !== undefined) throw invalid('it begins twice');
      checkVersion(part.header);
      this.#rows = new RowCheck(part.header);
      return;
    }
    if (this.#rows === undefined) throw invalid('its first line is missing');
    if (part.kind === 'batch') {
      this.#rows.add(part.batch);
      return;
    }
    this.#rows.checkEnd(part.trailer);
    if (this.#hash.digest('hex') !== part.trailer.sha256) throw invalid('its checksum is wrong');
    this.#isAtEnd = true;
  }
}

async function* readParts(path: string): AsyncGenerator<BackupPart> {
  const check = new BackupCheck();
  for await (const line of readLines(path)) yield check.next(line);
  check.checkIsAtEnd();
}

async function* readBatches(path: string): AsyncGenerator<RowBatch> {
  for await (const part of readParts(path)) if (part.kind === 'batch') yield part.batch;
}

/** A backup that was read to its end and found to be whole. */
export interface Backup {
  /** When it was made, Unix seconds. */
  readonly createdAt: number;
  /** Its rows, which are read, and checked, once more. */
  readonly source: RowSource;
}

/**
 * Reads the backup at `path` from end to end. Throws `backup_invalid` where anything of it is not as it was written,
 * `backup_newer`, and `backup_file_unusable`.
 */
export async function openBackup(path: string): Promise<Backup> {
  let header: BackupHeader | undefined;
  let trailer: BackupTrailer | undefined;
  for await (const part of readParts(path)) {
    if (part.kind === 'header') ({ header } = part);
    if (part.kind === 'trailer') ({ trailer } = part);
  }
  if (header === undefined || trailer === undefined) throw invalid('it is empty');
  const { migration, tables, createdAt } = header;
  const digests = trailer.tables;
  const source = { migration, tables, batches: () => readBatches(path), digests: () => digests };
  return { createdAt, source };
}
