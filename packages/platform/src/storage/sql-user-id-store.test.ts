import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { makeTestPlatform, NOW, type TestPlatform } from '../../test/test-platform.js';
import { addProject, PROJECT } from '../../test/test-project.js';
import type { UserIdStore } from '../features/user-ids/user-id-store.js';

const { appId } = PROJECT;

describe.each(TEST_ENGINES)('SqlUserIdStore on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let platform: TestPlatform;
    let store: UserIdStore;

    beforeEach(async () => {
      opened = await engine.open();
      platform = await makeTestPlatform(opened.database);
      store = platform.storage.stores.userIds;
      await addProject(platform.storage, PROJECT);
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    const assign = (nameHash: string, uid: number): Promise<number | undefined> =>
      store.assign({ appId, nameHash, uid, createdAt: NOW });

    it('gives a free uid, the one that the name has, or none', async () => {
      expect(await assign('a', 4_294_967_295)).toBe(4_294_967_295);
      expect(await assign('a', 2)).toBe(4_294_967_295);
      expect(await assign('b', 4_294_967_295)).toBeUndefined();
      expect(await assign('b', 2)).toBe(2);
      expect([await store.find(appId, 'a'), await store.find(appId, 'c')]).toEqual([
        4_294_967_295,
        undefined,
      ]);
    });

    it('counts no further than it is asked to', async () => {
      expect(await store.count(appId, 10)).toBe(0);
      for (const uid of [1, 2, 3]) await assign(String(uid), uid);
      expect([await store.count(appId, 10), await store.count(appId, 2)]).toEqual([3, 2]);
      expect(await store.count('other', 10)).toBe(0);
    });

    it('gives a uid to one of many who want it at the same time', async () => {
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => assign(String(index), 7)),
      );
      expect(results.filter((uid) => uid === 7)).toHaveLength(1);
      expect(results.filter((uid) => uid === undefined)).toHaveLength(19);
    });
  });
});
