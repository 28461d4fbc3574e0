import { sql } from 'kysely';
import type { Connection } from '../src/storage/database.js';
import { TABLE_NAMES } from '../src/storage/table-keys.js';

type AnyTables = Record<string, Record<string, string | number>>;

/**
 * Puts one row into every table of ours that has none, whatever its columns are in that version: all texts are the same,
 * so that what refers to another row finds it, and so are all numbers.
 */
export async function insertSampleRows(connection: Connection, text = 'x'): Promise<void> {
  const tables = await connection.introspection.getTables();
  for (const name of TABLE_NAMES) {
    const table = tables.find((each) => each.name === name);
    if (table === undefined) continue;
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(connection);
    if (rows.length > 0) continue;
    const cells = table.columns.map(
      (column) => [column.name, /text/i.test(column.dataType) ? text : 1] as const,
    );
    await connection
      .withTables<AnyTables>()
      .insertInto(name)
      .values(Object.fromEntries(cells))
      .execute();
  }
}

/** All rows of all tables of ours, by table. */
export async function readAllRows(
  connection: Connection,
): Promise<ReadonlyMap<string, readonly object[]>> {
  const tables = await connection.introspection.getTables();
  const names = TABLE_NAMES.filter((name) => tables.some((each) => each.name === name));
  const all = new Map<string, readonly object[]>();
  for (const name of names) {
    const { rows } = await sql<object>`select * from ${sql.table(name)} order by 1`.execute(
      connection,
    );
    all.set(name, rows);
  }
  return all;
}
