import type SqliteDatabase from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { ChangeFeed, Database } from '../database.js';
import { migrate } from '../migrate.js';
import type { Tables } from '../tables.js';
import { transactAgain } from '../transact-again.js';
import { createFileGauge } from './file-gauge.js';
import { openFile } from './open-file.js';
import { readCopy, removeLeftovers } from './read-copy.js';
import { EmbeddedDialect } from './sqlite-driver.js';

/** Nobody else changes anything, and transactions run one after the other. */
const NO_CHANGES: ChangeFeed = {
  isComplete: true,
  announce: async () => {},
  onChange: () => {},
};

/** Kysely on a file that is open. */
export function connectSqlite(sqlite: SqliteDatabase.Database): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new EmbeddedDialect(sqlite) });
}

/**
 * Opens the embedded database at `path`, makes it where there is none, and brings it to this version. One process at a
 * time. Throws `database_in_use`, `not_a_database`, `database_newer` and `storage_unavailable`.
 */
export async function openSqlite(path: string): Promise<Database> {
  const sqlite = openFile(path);
  const connection = connectSqlite(sqlite);
  try {
    await connection.transaction().execute((transaction) => migrate(transaction, 'sqlite'));
    removeLeftovers(path);
  } catch (error) {
    await connection.destroy();
    throw error;
  }
  return {
    engine: 'sqlite',
    isExclusive: true,
    connection,
    changes: NO_CHANGES,
    transact: (work) => transactAgain(connection, work),
    readSnapshot: (read) => readCopy({ sqlite, connection }, read),
    close: () => connection.destroy(),
    gauges: [createFileGauge(sqlite, path)],
  };
}
