import { type Migration, sql } from 'kysely';
import { PlatformError, StorageUnavailableError } from '../errors.js';
import type { Connection, Engine } from './database.js';
import { DatabaseNewerError, DatabaseNotEmptyError, NotDatabaseError } from './errors.js';
import { MIGRATIONS } from './migrations/migration-table.js';
import { TABLE_NAMES } from './table-keys.js';

/** The table of the migrations that a database has behind it. */
export const MIGRATION_TABLE = 'stagedoor_migrations';

/** `stgd` and a number: the advisory lock of whoever changes tables. */
const LOCK = 0x73_74_67_64_01;

/** How far to go. */
export interface MigrateOptions {
  /** The last migration that is done; by default the last one there is. */
  readonly upTo?: string;
  /** By default those of this version. */
  readonly migrations?: Readonly<Record<string, Migration>>;
}

/** The names of all tables, those of others too. */
export async function listTables(
  connection: Connection,
  engine: Engine,
): Promise<readonly string[]> {
  const query =
    engine === 'sqlite'
      ? sql<{
          name: string;
        }>`select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'`
      : sql<{
          name: string;
        }>`select tablename as name from pg_tables where schemaname = current_schema()`;
  const { rows } = await query.execute(connection);
  return rows.map(({ name }) => name);
}

/** The migrations that the database has behind it, in their order; none where it was never used. */
export async function listMigrations(
  connection: Connection,
  engine: Engine,
): Promise<readonly string[]> {
  const tables = await listTables(connection, engine);
  if (tables.includes(MIGRATION_TABLE)) {
    const { rows } = await sql<{
      name: string;
    }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(connection);
    return rows.map(({ name }) => name).toSorted();
  }
  checkIsFree(tables, engine);
  return [];
}

/** An embedded database is ours alone; one of PostgreSQL may have tables of others, if they are not called as ours. */
function checkIsFree(tables: readonly string[], engine: Engine): void {
  const [first] = tables;
  if (engine === 'sqlite' && first !== undefined) {
    throw new NotDatabaseError(
      `the file is the database of another program: it has a table ${JSON.stringify(first)}; name another file`,
    );
  }
  const taken = TABLE_NAMES.find((name) => tables.includes(name));
  if (taken === undefined) return;
  throw new DatabaseNotEmptyError(
    `the database has a table ${JSON.stringify(taken)} that is not of stagedoor: name a database of its own`,
  );
}

/**
 * Keeps other processes of PostgreSQL from changing tables until the transaction ends. Whoever starts at the same time
 * waits, and then finds everything done. SQLite has one writer anyway.
 */
export async function lockTables(transaction: Connection, engine: Engine): Promise<void> {
  if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
}

async function prepareTable(transaction: Connection, engine: Engine): Promise<readonly string[]> {
  await lockTables(transaction, engine);
  const done = await listMigrations(transaction, engine);
  await transaction.schema
    .createTable(MIGRATION_TABLE)
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute();
  return done;
}

function choosePending(
  done: readonly string[],
  { migrations = MIGRATIONS, upTo }: MigrateOptions,
): readonly (readonly [string, Migration])[] {
  const unknown = done.find((name) => migrations[name] === undefined);
  if (unknown !== undefined) throw new DatabaseNewerError(unknown);
  return Object.entries(migrations)
    .filter(([name]) => !done.includes(name) && (upTo === undefined || name <= upTo))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

async function runMigrations(
  transaction: Connection,
  engine: Engine,
  options: MigrateOptions,
): Promise<void> {
  const done = await prepareTable(transaction, engine);
  for (const [name, migration] of choosePending(done, options)) {
    await migration.up(transaction);
    await sql`insert into ${sql.table(MIGRATION_TABLE)} (name) values (${name})`.execute(
      transaction,
    );
  }
}

/**
 * Brings the tables to the newest version, in the transaction that it is given: as a whole, or not at all. Processes that
 * start at the same time wait for each other. Throws `database_newer`, `not_a_database`, `database_not_empty` and
 * `storage_unavailable`.
 */
export async function migrate(
  transaction: Connection,
  engine: Engine,
  options: MigrateOptions = {},
): Promise<void> {
  try {
    await runMigrations(transaction, engine, options);
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    const reason = error instanceof Error ? error.message : 'for an unknown reason';
    throw new StorageUnavailableError(`the database cannot be brought to this version: ${reason}`, {
      cause: error,
    });
  }
}
