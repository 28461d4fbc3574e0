import { sql } from 'kysely';
import { DatabaseInUseError } from '../../errors.js';
import { checkIsEmpty } from '../check-is-empty.js';
import type { Connection } from '../database.js';
import { DatabaseNewerError } from '../errors.js';
import { listMigrations, lockTables, MIGRATION_TABLE } from '../migrate.js';
import { MIGRATIONS } from '../migrations/migration-table.js';
import type { Replacement } from '../replacement.js';
import { TABLE_NAMES } from '../table-keys.js';
import { APPLICATION_NAME } from './open-pool.js';
import { withMaintenance } from './open-postgres.js';
import { ANNOUNCE_ALL } from './postgres-changes.js';

/** Servers listen for changes all the time, on a connection that bears our name. */
async function checkIsUnused(transaction: Connection): Promise<void> {
  const { rows } = await sql`select 1 from pg_stat_activity
    where datname = current_database() and application_name = ${APPLICATION_NAME}
      and pid <> pg_backend_pid() limit 1`.execute(transaction);
  if (rows.length === 0) return;
  throw new DatabaseInUseError(
    'a server or a command of stagedoor is connected to the database: stop it first',
  );
}

/** The tables of a newer version are not known, so they could not be removed. */
async function checkIsKnown(transaction: Connection): Promise<void> {
  const migrations = await listMigrations(transaction, 'postgres');
  const unknown = migrations.find((name) => MIGRATIONS[name] === undefined);
  if (unknown !== undefined) throw new DatabaseNewerError(unknown);
}

async function dropTables(transaction: Connection): Promise<void> {
  for (const name of [...TABLE_NAMES.toReversed(), MIGRATION_TABLE]) {
    await transaction.schema.dropTable(name).ifExists().execute();
  }
}

/**
 * Puts new tables in place of those of the database at `url`, in one transaction. Throws `database_in_use` while a server
 * is connected, `database_not_empty`, `database_newer` and `storage_unavailable`, and what `fill` throws; the database is
 * then as it was.
 */
export function replacePostgres<T>(url: string, { isForced, fill }: Replacement<T>): Promise<T> {
  return withMaintenance(url, (connection) =>
    connection.transaction().execute(async (transaction) => {
      await lockTables(transaction, 'postgres');
      await checkIsUnused(transaction);
      await checkIsKnown(transaction);
      if (!isForced) await checkIsEmpty(transaction, 'postgres');
      await dropTables(transaction);
      const result = await fill(transaction);
      await ANNOUNCE_ALL.execute(transaction);
      return result;
    }),
  );
}
