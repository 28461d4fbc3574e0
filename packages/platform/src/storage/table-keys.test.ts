import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { TEST_ENGINES } from '../../test/test-databases.js';
import { TABLE_KEYS, TABLE_NAMES } from './table-keys.js';

interface KeyColumn {
  readonly table: string;
  readonly column: string;
}

interface Reference {
  readonly from: string;
  readonly to: string;
}

describe('TABLE_KEYS', () => {
  it('names the primary keys of all tables, and those first that others refer to', async () => {
    const sqlite = TEST_ENGINES.find(({ engine }) => engine.name === 'sqlite');
    if (sqlite === undefined) throw new Error('there is no embedded engine');
    const place = await sqlite.engine.open();
    const { database } = place;
    const keys = await sql<KeyColumn>`select m.name as "table", c.name as "column"
      from sqlite_master m, pragma_table_info(m.name) c
      where m.type = 'table' and c.pk > 0 and m.name <> 'stagedoor_migrations'
      order by m.name, c.pk`.execute(database.connection);
    const expected = Object.entries(TABLE_KEYS).flatMap(([table, columns]) =>
      columns.map((column) => ({ table, column })),
    );
    const byTable = (one: KeyColumn, other: KeyColumn): number =>
      one.table < other.table ? -1 : 1;
    expect(expected.toSorted((a, b) => (a.table === b.table ? 0 : byTable(a, b)))).toEqual(
      keys.rows,
    );
    const references = await sql<Reference>`select m.name as "from", f."table" as "to"
      from sqlite_master m, pragma_foreign_key_list(m.name) f`.execute(database.connection);
    expect(references.rows.length).toBeGreaterThan(0);
    const wrong = references.rows.filter(
      ({ from, to }) => TABLE_NAMES.indexOf(to) >= TABLE_NAMES.indexOf(from),
    );
    expect(wrong).toEqual([]);
    await place.dispose();
  });
});
