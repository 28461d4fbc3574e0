import { Kysely, PostgresDialect } from 'kysely';
import { Pool, TypeOverrides } from 'pg';
import type { Database } from '../database.js';
import { migrate } from '../migrate.js';
import type { Tables } from '../tables.js';

/** `int8`, which no column has above 2^53. */
const INT8 = 20;
const POOL_SIZE = 10;
const CONNECT_MILLIS = 5000;

const typeParsers = new TypeOverrides();
typeParsers.setTypeParser(INT8, Number);

/** Opens the PostgreSQL database at `url` and brings it to this version. Throws `storage_unavailable`. */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_MILLIS,
    types: typeParsers,
  });
  const connection = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await migrate(connection);
  return {
    engine: 'postgres',
    isExclusive: false,
    connection,
    transact: (work) => connection.transaction().execute(work),
    close: () => connection.destroy(),
  };
}
