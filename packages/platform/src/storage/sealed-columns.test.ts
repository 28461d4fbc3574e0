import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { SEALED_COLUMNS, sealedPlaceOf } from './sealed-columns.js';

describe.each(TEST_ENGINES)('SEALED_COLUMNS on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;

    beforeAll(async () => {
      database = await engine.open();
    });

    afterAll(() => database.dispose());

    it('are all columns whose name says that they are sealed', async () => {
      const tables = await database.database.connection.introspection.getTables();
      const sealed = tables.flatMap(({ name, columns }) =>
        columns
          .filter((each) => each.name.startsWith('sealed_'))
          .map((each) => `${name}.${each.name}`),
      );
      const listed = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
      expect(listed.toSorted()).toEqual(sealed.toSorted());
    });
  });
});

it('names a place by its table and its row', () => {
  expect(sealedPlaceOf('certificates', ['3f0c9a7b1d', 'primary'])).toBe(
    'certificates/3f0c9a7b1d/primary',
  );
});
