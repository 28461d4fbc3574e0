import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectPlace } from '../../../test/connect-place.js';
import { TEST_ENGINES, type TestPlace } from '../../../test/test-databases.js';
import type { Connection } from '../database.js';
import { migrate, MIGRATION_TABLE } from '../migrate.js';
import { MIGRATIONS } from '../migrations/migration-table.js';
import { fillDatabase } from './fill-database.js';
import type { RowSource, TableDigest, TableShape } from './row-source.js';
import { TableDigester } from './table-digester.js';
import { openTableSource } from './table-source.js';

const LATEST = Object.keys(MIGRATIONS).at(-1) ?? '';
const SHAPE: TableShape = {
  name: 'organizations',
  key: ['id'],
  columns: ['created_at', 'id', 'name'],
};
const ROWS = [
  [2, 'a', 'one'],
  [1, 'b', 'two'],
] as const;

function digestOf(rows: readonly (readonly (string | number)[])[]): TableDigest {
  const digester = new TableDigester('organizations');
  digester.add(rows);
  return digester.finish();
}

const sourceOf = (parts: Partial<RowSource> = {}): RowSource => ({
  migration: LATEST,
  tables: [SHAPE],
  batches: async function* () {
    yield { table: 'organizations', rows: ROWS };
  },
  digests: () => [digestOf(ROWS)],
  ...parts,
});

describe.each(TEST_ENGINES)('fillDatabase on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let place: TestPlace;
    let connection: Connection;

    const fill = (source: RowSource): Promise<readonly TableDigest[]> =>
      connection
        .transaction()
        .execute((transaction) => fillDatabase(transaction, engine.name, source));

    beforeEach(async () => {
      place = await engine.makePlace();
      connection = connectPlace(place);
    });

    afterEach(async () => {
      await connection.destroy();
      await place.dispose();
    });

    it('puts the cells into their columns, in whatever order those are', async () => {
      expect(await fill(sourceOf())).toEqual([digestOf(ROWS)]);
      expect(
        await connection.selectFrom('organizations').selectAll().orderBy('id').execute(),
      ).toEqual([
        { id: 'a', name: 'one', created_at: 2 },
        { id: 'b', name: 'two', created_at: 1 },
      ]);
    });

    it.each<[string, Partial<RowSource>]>([
      ['a row less', { digests: () => [digestOf(ROWS.slice(1))] }],
      ['another row', { digests: () => [digestOf([[3, 'a', 'one'], ROWS[1]])] }],
      ['no such table', { digests: () => [] }],
    ])(
      'keeps nothing when it reads back other rows than were to be there: %s',
      async (_name, parts) => {
        await expect(fill(sourceOf(parts))).rejects.toMatchObject({ code: 'copy_differs' });
        expect(await connection.introspection.getTables()).toEqual([]);
      },
    );

    it('is not misled by tables of the same names in another schema', async () => {
      if (engine.name === 'postgres') {
        await sql`create schema zebra`.execute(connection);
        await sql`create table zebra.organizations (number bigint)`.execute(connection);
      }
      expect(await fill(sourceOf())).toEqual([digestOf(ROWS)]);
      const { tables } = await openTableSource(connection, engine.name);
      const shape = tables.find(({ name }) => name === 'organizations');
      expect(shape?.columns.toSorted()).toEqual(SHAPE.columns);
    });

    it.each([
      ['another program', 'books'],
      ['the migrations', MIGRATION_TABLE],
    ])('never touches the table of %s, whatever the source says', async (_name, table) => {
      await connection.transaction().execute(async (transaction) => {
        await migrate(transaction, engine.name);
        await sql`create table books (name text primary key)`.execute(transaction);
        await sql`insert into books (name) values ('kept')`.execute(transaction);
      });
      const shape = { name: table, key: ['name'], columns: ['name'] };
      await expect(fill(sourceOf({ tables: [SHAPE, shape] }))).rejects.toMatchObject({
        code: 'backup_invalid',
      });
      const { rows } = await sql`select name from ${sql.table(table)}`.execute(connection);
      expect(rows.length).toBeGreaterThan(0);
    });

    it('refuses a table that is there twice', async () => {
      await expect(fill(sourceOf({ tables: [SHAPE, SHAPE] }))).rejects.toMatchObject({
        code: 'backup_invalid',
      });
    });

    it.each<[string, TableShape]>([
      ['another column', { ...SHAPE, columns: ['created_at', 'id', 'title'] }],
      ['a column less', { ...SHAPE, columns: ['id', 'name'] }],
      ['another key', { ...SHAPE, key: ['number'] }],
      ['another table', { ...SHAPE, name: 'sqlite_master' }],
    ])('refuses tables of another form: %s', async (_name, shape) => {
      await expect(fill(sourceOf({ tables: [shape] }))).rejects.toMatchObject({
        code: 'backup_invalid',
      });
      expect(await connection.introspection.getTables()).toEqual([]);
    });
  });
});
