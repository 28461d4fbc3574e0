import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import {
  basicOf,
  CUSTOMER,
  makeTestPlatform,
  type TestPlatform,
} from '../../../test/test-platform.js';

describe.each(TEST_ENGINES)('projects on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    it('lists what was created', async () => {
      const headers = { authorization: basicOf(CUSTOMER) };
      const payload = { name: 'first', enable_sign_key: true };
      const created = await platform.app.inject({
        method: 'POST',
        url: '/dev/v1/project',
        headers,
        payload,
      });
      expect([created.statusCode, created.json()]).toEqual([
        201,
        { project: expect.objectContaining({ name: 'first', status: 1 }) },
      ]);
      const listed = await platform.app.inject({ url: '/dev/v1/projects', headers });
      expect(listed.json()).toEqual({ projects: [created.json<{ project: object }>().project] });
    });
  });
});
