import { randomInt } from 'node:crypto';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { DatabaseInUseError, StorageUnavailableError } from '../../errors.js';
import { NotDatabaseError } from '../errors.js';

/** How long an open waits for another process to let go. */
const BUSY_MILLIS = 500;
const MAX_PAUSE_MILLIS = 40;
/** Neither group nor others. */
const OWNER_ONLY_MASK = 0o077;
const WAL_LIMIT_BYTES = 64 * 1024 * 1024;

const BUSY = /^SQLITE_(BUSY|LOCKED)/;
const DAMAGED = /^SQLITE_(NOTADB|CORRUPT)/;

/** Where there is none: an empty file, which is an empty database, that only its owner can read, as its folder. */
function prepareFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  if ((statSync(path).mode & OWNER_ONLY_MASK) !== 0) chmodSync(path, 0o600);
}

/** Every time: an existing file comes with `synchronous=NORMAL`, which loses the last commits when the power goes. */
function setUp(sqlite: SqliteDatabase.Database): void {
  sqlite.pragma('locking_mode = EXCLUSIVE');
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  // On macOS alone, where a disk otherwise says too early that it is done.
  sqlite.pragma('fullfsync = ON');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
  // Takes the lock, which is then kept until the end.
  sqlite.exec('BEGIN IMMEDIATE; COMMIT');
  const journal: unknown = sqlite.pragma('journal_mode', { simple: true });
  const synchronous: unknown = sqlite.pragma('synchronous', { simple: true });
  if (journal === 'wal' && synchronous === 2) return;
  throw new StorageUnavailableError(
    'this file system cannot keep a database safe: it takes no write-ahead log; choose another folder',
  );
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

const isBusy = (error: unknown): boolean => BUSY.test(codeOf(error) ?? '');

/** Nothing else goes on meanwhile: nobody is served before the database is open. */
function pause(delayMillis: number): void {
  Atomics.wait(
    new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    0,
    0,
    delayMillis,
  );
}

/**
 * SQLite would wait by itself, but at one pace in all processes: two that start together would meet again and again until
 * both gave up, and neither had the file.
 */
function setUpInTurn(sqlite: SqliteDatabase.Database): void {
  for (let waitedMillis = 0; ;) {
    try {
      setUp(sqlite);
      return;
    } catch (error) {
      if (!isBusy(error) || waitedMillis >= BUSY_MILLIS) throw error;
    }
    const delayMillis = randomInt(1, MAX_PAUSE_MILLIS);
    pause(delayMillis);
    waitedMillis += delayMillis;
  }
}

function openAndSetUp(path: string): SqliteDatabase.Database {
  prepareFile(path);
  const sqlite = new SqliteDatabase(path, { timeout: 0 });
  try {
    setUpInTurn(sqlite);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function toOpenError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === undefined || error instanceof StorageUnavailableError) return error;
  const options = { cause: error };
  if (isBusy(error)) {
    return new DatabaseInUseError(
      `another process has ${path} open: stop it, or let the command talk to it`,
      options,
    );
  }
  if (DAMAGED.test(code)) {
    return new NotDatabaseError(
      `${path} is no database, or a damaged one: name another file, or restore a backup with --force`,
      options,
    );
  }
  const reason = error instanceof SqliteDatabase.SqliteError ? error.message : code;
  return new StorageUnavailableError(`${path} cannot be opened: ${reason}`, options);
}

/**
 * Opens the file at `path` for this process alone, and makes it where there is none. Whatever is in it, its tables are
 * left as they are. Throws `database_in_use`, `not_a_database` and `storage_unavailable`.
 */
export function openFile(path: string): SqliteDatabase.Database {
  try {
    return openAndSetUp(path);
  } catch (error) {
    throw toOpenError(error, path);
  }
}
