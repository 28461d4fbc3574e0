import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInChild } from '../../../test/open-in-child.js';
import { insertSampleRows, readAllRows } from '../../../test/sample-rows.js';
import {
  makeTestFolder,
  TEST_ENGINES,
  type TestEngine,
  type TestPlace,
} from '../../../test/test-databases.js';
import { openDatabase } from '../open-database.js';
import { TABLE_NAMES } from '../table-keys.js';
import { copyDatabase } from './copy-database.js';

const PAIRS = TEST_ENGINES.flatMap((from) =>
  TEST_ENGINES.map((to) => ({
    from: from.engine,
    to: to.engine,
    isThere: from.isThere && to.isThere,
  })),
);

const readRows = async (place: TestPlace): Promise<ReadonlyMap<string, readonly object[]>> => {
  const database = await openDatabase(place.location);
  const rows = await readAllRows(database.connection);
  await database.close();
  return rows;
};

describe.each(PAIRS)('copyDatabase from $from.name to $to.name', ({ from, to, isThere }) => {
  describe.skipIf(!isThere)('with the engines', () => {
    let source: TestPlace;
    let target: TestPlace;

    const fill = async (engine: TestEngine): Promise<TestPlace> => {
      const place = await engine.makePlace();
      const database = await openDatabase(place.location);
      await insertSampleRows(database.connection);
      await database.close();
      return place;
    };

    beforeEach(async () => {
      source = await fill(from);
      target = await to.makePlace();
    });

    afterEach(async () => {
      await source.dispose();
      await target.dispose();
    });

    it('makes the target the same, and changes nothing of the source', async () => {
      const before = await readRows(source);
      const tables = await copyDatabase({ from: source.location, to: target.location });
      expect(tables.map(({ name, rows }) => [name, rows])).toEqual(
        TABLE_NAMES.map((name) => [name, 1]),
      );
      expect(await readRows(target)).toEqual(before);
      expect(await readRows(source)).toEqual(before);
    });

    it('refuses a target that has something in it, and leaves it as it is', async () => {
      await target.dispose();
      target = await fill(to);
      const database = await openDatabase(target.location);
      await database.connection.deleteFrom('entry_points').execute();
      await database.close();
      const before = await readRows(target);
      await expect(
        copyDatabase({ from: source.location, to: target.location }),
      ).rejects.toMatchObject({ code: 'database_not_empty' });
      expect(await readRows(target)).toEqual(before);
    });

    it('refuses to copy a database to itself', async () => {
      await expect(
        copyDatabase({ from: source.location, to: source.location }),
      ).rejects.toMatchObject({ code: 'database_location_invalid' });
    });

    it('refuses a target that another process has open', async () => {
      const child = await openInChild(target.location);
      await expect(
        copyDatabase({ from: source.location, to: target.location }),
      ).rejects.toMatchObject({ code: 'database_in_use' });
      await child.end();
    });
  });
});

describe('copyDatabase', () => {
  it('makes no database where there is none to copy', async () => {
    const folder = makeTestFolder();
    const file = join(folder.path, 'mistyped.db');
    const to = { file: join(folder.path, 'new.db') };
    await expect(copyDatabase({ from: { file }, to })).rejects.toMatchObject({
      code: 'database_location_invalid',
    });
    expect([existsSync(file), existsSync(to.file)]).toEqual([false, false]);
    folder.dispose();
  });
});
