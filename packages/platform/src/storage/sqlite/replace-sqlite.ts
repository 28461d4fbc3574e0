import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import { syncFolder } from '../backups/sync-folder.js';
import { checkIsEmpty } from '../check-is-empty.js';
import type { Connection } from '../database.js';
import { NotDatabaseError } from '../errors.js';
import type { Replacement } from '../replacement.js';
import { openFile } from './open-file.js';
import { connectSqlite } from './open-sqlite.js';
import { removeFile, removeLeftovers } from './read-copy.js';

/** Takes the lock of the file, so that no server has it, or begins to; undefined where it is damaged, and may go. */
function holdFile(path: string, isForced: boolean): SqliteDatabase.Database | undefined {
  try {
    return openFile(path);
  } catch (error) {
    if (isForced && error instanceof NotDatabaseError) return undefined;
    throw error;
  }
}

async function fillDraft<T>(
  draft: string,
  fill: (transaction: Connection) => Promise<T>,
): Promise<T> {
  const connection = connectSqlite(openFile(draft));
  try {
    return await connection.transaction().execute(fill);
  } finally {
    // Writes all of the log into the file, and removes the log.
    await connection.destroy();
  }
}

/** Puts the draft in place of the file, in one step. */
function putInPlace(draft: string, path: string, held: SqliteDatabase.Database | undefined): void {
  if (held === undefined) {
    // Perhaps somebody can read something out of it; but its log must not come to the new one.
    renameSync(path, `${path}.damaged`);
    rmSync(`${path}-wal`, { force: true });
    rmSync(`${path}-journal`, { force: true });
  }
  // Without a log of its own, so that none is taken for that of the new one.
  else held.pragma('journal_mode = DELETE');
  renameSync(draft, path);
}

/**
 * Puts a new database in place of the file at `path`: filled beside it, and renamed when it is whole. Throws
 * `database_in_use` while a server has it open, `database_not_empty`, `not_a_database` and `storage_unavailable`, and what
 * `fill` throws; the file is then as it was.
 */
export async function replaceSqlite<T>(
  path: string,
  { isForced, fill }: Replacement<T>,
): Promise<T> {
  const isNew = !existsSync(path);
  const held = holdFile(path, isForced);
  const draft = `${path}.draft-1`;
  let isDone = false;
  try {
    if (held !== undefined && !isForced) await checkIsEmpty(connectSqlite(held), 'sqlite');
    removeLeftovers(path);
    const result = await fillDraft(draft, fill);
    putInPlace(draft, path, held);
    isDone = true;
    return result;
  } finally {
    held?.close();
    if (!isDone) {
      removeFile(draft);
      if (isNew) removeFile(path);
    }
    syncFolder(dirname(path));
  }
}
