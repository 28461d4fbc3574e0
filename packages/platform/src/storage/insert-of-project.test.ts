import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { insertOfProject } from './insert-of-project.js';

describe.each(TEST_ENGINES)('insertOfProject on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;

    beforeAll(async () => {
      database = await engine.open();
    });

    afterAll(() => database.dispose());

    it('says that the project is gone', async () => {
      const insert = insertOfProject(() =>
        database.database.connection
          .insertInto('entry_points')
          .values({ project_id: 'gone', name: 'stage', created_at: 0 })
          .execute(),
      );
      await expect(insert).rejects.toMatchObject({ code: 'invalid_appid', status: 400 });
    });
  });
});

describe('insertOfProject', () => {
  it('gives what the insert gives, and throws what else it throws', async () => {
    expect(await insertOfProject(async () => 5)).toBe(5);
    const other = new Error('disk full');
    await expect(insertOfProject(() => Promise.reject(other))).rejects.toBe(other);
  });
});
