import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addProject } from '../../test/operation-samples.js';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { makeTestPlatform, NOW, type TestPlatform } from '../../test/test-platform.js';

describe.each(TEST_ENGINES)('SqlBroadcastDomainStore on $engine.name', ({ engine, isThere }) => {
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

    it('gives back what was added, with its key', async () => {
      const { broadcastDomains: store } = platform.storage.stores;
      const domain = {
        name: 'push.example.com',
        projectId,
        type: 'publish',
        region: 'ap',
        authKey: 'clé-π',
        createdAt: NOW,
      } as const;
      expect(await store.add(domain)).toBe(true);
      expect(await store.add({ ...domain, type: 'play', region: undefined })).toBe(false);
      expect(await store.find(domain.name)).toEqual(domain);
      expect(await store.list(projectId)).toEqual([domain]);
      expect([await store.count(projectId), await store.count('other')]).toEqual([1, 0]);
      const key = { projectId, name: domain.name };
      const foreign = { projectId: 'other', name: domain.name };
      expect(await store.putAuthKey(foreign, 'theirs')).toBe(false);
      expect(await store.remove(foreign)).toBe(false);
      expect(await store.putAuthKey(key, undefined)).toBe(true);
      expect(await store.find(domain.name)).toEqual({ ...domain, authKey: undefined });
      expect(await store.remove(key)).toBe(true);
      expect(await store.remove(key)).toBe(false);
      expect(await store.find(domain.name)).toBeUndefined();
    });

    it('adds nothing to a project that is gone', async () => {
      const domain = {
        name: 'gone.example.com',
        projectId: 'gone',
        type: 'play',
        region: undefined,
        authKey: undefined,
        createdAt: NOW,
      } as const;
      await expect(platform.storage.stores.broadcastDomains.add(domain)).rejects.toMatchObject({
        code: 'invalid_appid',
      });
    });
  });
});
