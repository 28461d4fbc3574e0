import { sql } from 'kysely';
import type { Connection, Engine } from './database.js';
import { DatabaseNotEmptyError } from './errors.js';
import { listMigrations, listTables } from './migrate.js';
import { TABLE_NAMES } from './table-keys.js';

/** What a server writes at its first start, before anybody has done anything. */
const FIRST_ROWS = new Set(['data_keys', 'audit_head', 'audit_keys']);

/**
 * Throws `database_not_empty` where anything was ever done in the database; one that a server has only been started on
 * counts as empty. Throws `not_a_database` for one of another program.
 */
export async function checkIsEmpty(connection: Connection, engine: Engine): Promise<void> {
  await listMigrations(connection, engine);
  const tables = await listTables(connection, engine);
  for (const name of TABLE_NAMES) {
    if (FIRST_ROWS.has(name) || !tables.includes(name)) continue;
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(connection);
    if (rows.length === 0) continue;
    throw new DatabaseNotEmptyError(
      `the database has rows in ${name}: name an empty one; stagedoor restore replaces them with --force`,
    );
  }
}
