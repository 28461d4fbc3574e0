import { describe, expect, it } from 'vitest';
import { insertSampleRows } from '../../../test/sample-rows.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { MIGRATIONS } from '../migrations/migration-table.js';
import { TABLE_NAMES } from '../table-keys.js';
import { readTable } from './read-table.js';
import { openTableSource } from './table-source.js';

describe.each(TEST_ENGINES)('openTableSource on $engine.name', ({ engine, isThere }) => {
  it.skipIf(!isThere)('gives all rows of all tables, and adds them up', async () => {
    const { database, ...place } = await engine.open();
    await insertSampleRows(database.connection);
    await database.readSnapshot(async (snapshot) => {
      const source = await openTableSource(snapshot, engine.name);
      expect(source.migration).toBe(Object.keys(MIGRATIONS).at(-1));
      const seen: string[] = [];
      for await (const { table, rows } of source.batches()) {
        seen.push(table);
        expect(rows).toHaveLength(1);
      }
      expect(seen).toEqual(TABLE_NAMES);
      expect(source.digests().map(({ name, rows }) => [name, rows])).toEqual(
        TABLE_NAMES.map((name) => [name, 1]),
      );
    });
    await place.dispose();
  });

  it.skipIf(!isThere)(
    'orders texts by their bytes, whatever the language of the database is',
    async () => {
      const { database, ...place } = await engine.open();
      const ids = ['b', 'B', 'a', 'ä', 'Z', '😀', '\uffee', 'a b', 'a-b', 'ab', ''];
      for (const id of ids) {
        await database.connection
          .insertInto('organizations')
          .values({ id, name: 'x', created_at: 1 })
          .execute();
      }
      const shape = { name: 'organizations', key: ['id'], columns: ['id'] };
      const found = await database.readSnapshot(async (snapshot) => {
        const all: unknown[] = [];
        for await (const { rows } of readTable(snapshot, engine.name, shape)) {
          all.push(...rows.map(([id]) => id));
        }
        return all;
      });
      expect(found).toEqual(
        ids.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
      );
      await place.dispose();
    },
  );
});
