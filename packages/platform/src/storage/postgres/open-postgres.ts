import { Kysely } from 'kysely';
import type { Timers } from '../../domain/timers.js';
import type { Connection, Database } from '../database.js';
import { migrate } from '../migrate.js';
import { transactAgain } from '../transact-again.js';
import type { Tables } from '../tables.js';
import { connectionOptions, openPool, type PoolOptions } from './open-pool.js';
import { createPoolGauge } from './pool-gauge.js';
import { PooledDialect } from './postgres-driver.js';
import { PostgresChanges } from './postgres-changes.js';

/** What a database takes that others also use. */
export interface OpenPostgresOptions {
  /** For listening to what others change. Without them, nothing that was read is taken for current. */
  readonly timers?: Timers | undefined;
}

/** The database with connections for that purpose. Whoever asks for it must `destroy()` it. */
export function connectPostgres(url: string, options: PoolOptions): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PooledDialect(openPool(url, options)) });
}

/** Lets `work` use one connection that may take its time. */
export async function withMaintenance<T>(
  url: string,
  work: (connection: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  const connection = connectPostgres(url, { purpose: 'maintenance' });
  try {
    return await work(connection);
  } finally {
    await connection.destroy();
  }
}

function readSnapshot<T>(url: string, read: (snapshot: Connection) => Promise<T>): Promise<T> {
  return withMaintenance(url, (connection) =>
    connection
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(read),
  );
}

/**
 * Opens the PostgreSQL database at `url` and brings it to this version. Throws `storage_unavailable`, `database_newer` and
 * `database_not_empty`.
 */
export async function openPostgres(
  url: string,
  { timers }: OpenPostgresOptions = {},
): Promise<Database> {
  await withMaintenance(url, (connection) =>
    connection.transaction().execute((transaction) => migrate(transaction, 'postgres')),
  );
  const pool = openPool(url, { purpose: 'requests' });
  const connection = new Kysely<Tables>({ dialect: new PooledDialect(pool) });
  const changes = new PostgresChanges({ config: connectionOptions(url), timers });
  await changes.start();
  return {
    engine: 'postgres',
    isExclusive: false,
    connection,
    changes,
    transact: (work) => transactAgain(connection, work),
    readSnapshot: (read) => readSnapshot(url, read),
    close: async () => {
      changes.stop();
      await connection.destroy();
    },
    gauges: [createPoolGauge(pool)],
  };
}
