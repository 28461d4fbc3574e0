import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addProject } from '../../test/operation-samples.js';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import {
  makeTestPlatform,
  NOW,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../test/test-platform.js';

describe.each(TEST_ENGINES)('SqlEntryPointStore on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;
    let projectId: string;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
      ({ projectId } = await addProject(platform));
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    it('has the permanent one without storing it', async () => {
      const { entryPoints } = platform.storage.stores;
      expect(await entryPoints.list(projectId)).toEqual(['live']);
      expect(await entryPoints.has(projectId, 'live')).toBe(true);
      expect(await entryPoints.hold(projectId, 'live')).toBe(true);
      expect(await entryPoints.add({ projectId, name: 'live', createdAt: NOW })).toBe(false);
      expect(await entryPoints.count(projectId)).toBe(0);
    });

    it('has what was added, and has it no more once it was removed', async () => {
      const { entryPoints } = platform.storage.stores;
      expect(await entryPoints.has(projectId, 'stage')).toBe(false);
      expect(await entryPoints.add({ projectId, name: 'stage', createdAt: NOW })).toBe(true);
      expect(await entryPoints.add({ projectId, name: 'stage', createdAt: NOW })).toBe(false);
      expect(await entryPoints.has(projectId, 'stage')).toBe(true);
      expect(await entryPoints.has(projectId, 'STAGE')).toBe(false);
      expect(await entryPoints.count(projectId)).toBe(1);
      const held = await platform.storage.transact(ORGANIZATION_ID, (stores) =>
        stores.entryPoints.hold(projectId, 'stage'),
      );
      expect(held).toBe(true);
      expect(await entryPoints.remove(projectId, 'stage')).toBe(true);
      expect(await entryPoints.remove(projectId, 'stage')).toBe(false);
      expect(await entryPoints.hold(projectId, 'stage')).toBe(false);
    });

    it('answers for names that no entry point can have', async () => {
      const { entryPoints } = platform.storage.stores;
      for (const name of ['', '\u0000', 'a b', 'a'.repeat(65)]) {
        expect(await entryPoints.has(projectId, name)).toBe(false);
        expect(await entryPoints.hold(projectId, name)).toBe(false);
        expect(await entryPoints.remove(projectId, name)).toBe(false);
      }
    });
  });
});
