import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addProject } from '../../test/operation-samples.js';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { makeTestPlatform, NOW, type TestPlatform } from '../../test/test-platform.js';

describe.each(TEST_ENGINES)('SqlStreamBanStore on $engine.name', ({ engine, isThere }) => {
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

    it('knows a ban until its end', async () => {
      const { bannedStreams: store } = platform.storage.stores;
      const key = { projectId, entryPoint: 'live', stream: 'höhe' };
      const ban = { ...key, resumeTime: '2026-11-21T14:30:10+08:00', resumesAt: NOW + 10 };
      await store.put({ ...ban, resumesAt: NOW + 5 });
      await store.put(ban);
      expect(await store.list({ projectId, entryPoint: 'live' }, NOW + 9)).toEqual([ban]);
      expect(await store.list({ projectId, entryPoint: 'live' }, NOW + 10)).toEqual([]);
      expect(await store.list({ projectId, entryPoint: 'Live' }, NOW)).toEqual([]);
      expect([await store.count(projectId, NOW), await store.count(projectId, NOW + 10)]).toEqual([
        1, 0,
      ]);
      expect(await store.isBanned(projectId, 'live', 'höhe', NOW + 9)).toBe(true);
      expect(await store.isBanned(projectId, 'live', 'höhe', NOW + 10)).toBe(false);
      expect(await store.isBanned(projectId, 'live', 'HÖHE', NOW)).toBe(false);
      expect(await store.isBanned('other', 'live', 'höhe', NOW)).toBe(false);
      expect(await store.remove(key, NOW + 10)).toBe(false);
      expect(await store.remove(key, NOW + 9)).toBe(true);
      expect(await store.isBanned(projectId, 'live', 'höhe', NOW)).toBe(false);
    });

    it('answers whatever a stranger pushes', async () => {
      const { bannedStreams: store } = platform.storage.stores;
      for (const name of ['', '\u0000', '\uD83D', 'a/b', "'; drop table stream_bans; --"]) {
        expect(await store.isBanned(projectId, 'live', name, NOW)).toBe(false);
        expect(await store.isBanned(projectId, name, 'stage', NOW)).toBe(false);
      }
    });
  });
});
