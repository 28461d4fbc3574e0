import { Pool, type PoolConfig, TypeOverrides } from 'pg';

/** `int8`, which no column has above 2^53. */
const INT8 = 20;
/** What the sessions of this program are called in `pg_stat_activity`. */
export const APPLICATION_NAME = 'stagedoor';

const typeParsers = new TypeOverrides();
typeParsers.setTypeParser(INT8, Number);

/** How every connection of this program is made. */
export function connectionOptions(url: string): PoolConfig {
  return { connectionString: url, application_name: APPLICATION_NAME, types: typeParsers };
}

/** What a pool is for. */
export interface PoolOptions {
  /**
   * `requests` waits for nothing longer than seconds; `maintenance` is one connection for what takes as long as there are
   * rows.
   */
  readonly purpose: 'requests' | 'maintenance';
}

/*
 * In this order something gives up: waiting for a lock, the statement on the server, and at last, where the server says
 * nothing any more, the client.
 */
const FOR_REQUESTS: PoolConfig = {
  max: 10,
  connectionTimeoutMillis: 5000,
  lock_timeout: 5000,
  statement_timeout: 10_000,
  query_timeout: 12_000,
  idle_in_transaction_session_timeout: 30_000,
};

const FOR_MAINTENANCE: PoolConfig = {
  max: 1,
  connectionTimeoutMillis: 5000,
  lock_timeout: 60_000,
};

/** Connections to the database at `url`. Nothing is connected yet. */
export function openPool(url: string, { purpose }: PoolOptions): Pool {
  const pool = new Pool({
    ...connectionOptions(url),
    ...(purpose === 'requests' ? FOR_REQUESTS : FOR_MAINTENANCE),
    keepAlive: true,
  });
  // A connection that is lost while nobody uses it, and one that is lost between two queries of somebody: without
  // listeners each would end the process. Who uses it next, or still, is told by the query.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
