import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { DatabaseInUseError, StorageUnavailableError } from '../../errors.js';
import type { Database } from '../database.js';
import { migrate } from '../migrate.js';
import type { Tables } from '../tables.js';

/** How long an open waits for another process to let go. */
const BUSY_MILLIS = 500;

const BUSY = /^SQLITE_(BUSY|LOCKED)/;

function codeOf(error: unknown): string {
  return error instanceof SqliteDatabase.SqliteError ? error.code : '';
}

/** Every time: an existing file comes with `synchronous=NORMAL`, which loses the last commits when the power goes. */
function setUp(sqlite: SqliteDatabase.Database): void {
  sqlite.pragma('locking_mode = EXCLUSIVE');
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  // Takes the lock, which is then kept until the end.
  sqlite.exec('BEGIN IMMEDIATE; COMMIT');
  const journal: unknown = sqlite.pragma('journal_mode', { simple: true });
  const synchronous: unknown = sqlite.pragma('synchronous', { simple: true });
  if (journal === 'wal' && synchronous === 2) return;
  throw new StorageUnavailableError(
    'this file system cannot keep a database safe: it takes no write-ahead log; choose another folder',
  );
}

function open(path: string): SqliteDatabase.Database {
  const sqlite = new SqliteDatabase(path, { timeout: BUSY_MILLIS });
  try {
    setUp(sqlite);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function toOpenError(error: unknown, path: string): unknown {
  if (BUSY.test(codeOf(error))) {
    return new DatabaseInUseError(
      `another process has ${path} open: stop it, or let the command talk to it`,
      { cause: error },
    );
  }
  if (!(error instanceof SqliteDatabase.SqliteError)) return error;
  return new StorageUnavailableError(`${path} cannot be opened: ${error.message}`, {
    cause: error,
  });
}

/**
 * Opens the embedded database at `path`, makes it where there is none, and brings it to this version. One process at a
 * time. Throws `database_in_use` and `storage_unavailable`.
 */
export async function openSqlite(path: string): Promise<Database> {
  let sqlite: SqliteDatabase.Database;
  try {
    sqlite = open(path);
  } catch (error) {
    throw toOpenError(error, path);
  }
  const connection = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
  await migrate(connection);
  return {
    engine: 'sqlite',
    isExclusive: true,
    connection,
    transact: (work) => connection.transaction().execute(work),
    close: () => connection.destroy(),
  };
}
