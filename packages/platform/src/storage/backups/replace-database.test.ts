import { describe, expect, it } from 'vitest';
import { insertSampleRows, readAllRows } from '../../../test/sample-rows.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { openDatabase } from '../open-database.js';
import { replaceDatabase } from './replace-database.js';
import { openTableSource } from './table-source.js';

describe.each(TEST_ENGINES)('replaceDatabase on $engine.name', ({ engine, isThere }) => {
  it.skipIf(!isThere)('fills the database of that location', async () => {
    const { database: source, ...from } = await engine.open();
    const to = await engine.makePlace();
    await insertSampleRows(source.connection);
    await source.readSnapshot(async (snapshot) =>
      replaceDatabase(to.location, await openTableSource(snapshot, engine.name), false),
    );
    const target = await openDatabase(to.location);
    expect(await readAllRows(target.connection)).toEqual(await readAllRows(source.connection));
    await target.close();
    await from.dispose();
    await to.dispose();
  });

  it('refuses another engine', async () => {
    const source = { migration: '', tables: [], batches: async function* () {}, digests: () => [] };
    await expect(async () =>
      replaceDatabase({ url: 'mysql://a/b' }, source, false),
    ).rejects.toMatchObject({
      code: 'database_location_invalid',
    });
  });
});
