import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { makeTestPlatform, NOW, type TestPlatform } from '../../test/test-platform.js';
import { addProject, OTHER_PROJECT, PROJECT } from '../../test/test-project.js';
import type { Revocation } from '../domain/revocation.js';
import type { RevocationStore } from '../features/revocations/revocation-store.js';

const keyOf = (index: number): string => index.toString(16).padStart(32, '0');

const makeRevocation = (index: number, changes: Partial<Revocation> = {}): Revocation => ({
  key: keyOf(index),
  appId: PROJECT.appId,
  kind: 'user',
  channel: undefined,
  user: `user ${index}`,
  fingerprint: undefined,
  issuedUntil: NOW,
  reason: undefined,
  createdAt: NOW,
  endsAt: NOW + 100,
  ...changes,
});

describe.each(TEST_ENGINES)('SqlRevocationStore on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;
    let store: RevocationStore;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
      await addProject(platform.storage);
      await addProject(platform.storage, OTHER_PROJECT);
      store = platform.storage.stores.revocations;
    });

    beforeEach(async () => {
      await database.database.connection.deleteFrom('revocations').execute();
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    it('gives back what it was given', async () => {
      const whole = makeRevocation(1, {
        kind: 'channel-user',
        channel: 'stage-1',
        user: 'zo\u0000\u001bë 🎭',
        fingerprint: 'ab12cd34',
        reason: 'it\'s "said"; --',
      });
      expect(await store.put(whole)).toEqual(whole);
      expect(await store.findByKeys([keyOf(1)])).toEqual([whole]);
      const bare = makeRevocation(2, { kind: 'project', user: undefined });
      expect(await store.put(bare)).toEqual(bare);
    });

    it('finds those of the keys that there are, however many are asked for', async () => {
      await store.put(makeRevocation(1));
      await store.put(makeRevocation(2));
      const found = await store.findByKeys([keyOf(2), keyOf(3), keyOf(1)]);
      expect(found.map(({ key }) => key).toSorted()).toEqual([keyOf(1), keyOf(2)]);
      expect(await store.findByKeys([])).toEqual([]);
    });

    it('keeps the later of two instants, each by itself', async () => {
      await store.put(makeRevocation(1, { issuedUntil: NOW, endsAt: NOW + 50, reason: 'first' }));
      const later = { issuedUntil: NOW - 10, endsAt: NOW + 60, createdAt: NOW + 5 };
      expect(await store.put(makeRevocation(1, later))).toMatchObject({
        issuedUntil: NOW,
        endsAt: NOW + 60,
        createdAt: NOW + 5,
        reason: 'first',
      });
    });

    it('removes only what is of the project', async () => {
      await store.put(makeRevocation(1));
      expect(await store.remove(OTHER_PROJECT.appId, keyOf(1))).toBeUndefined();
      expect(await store.remove(PROJECT.appId, keyOf(1))).toEqual(makeRevocation(1));
      expect(await store.remove(PROJECT.appId, keyOf(1))).toBeUndefined();
    });

    it('gives no row twice and leaves out none, page by page', async () => {
      for (let index = 0; index < 12; index += 1) {
        await store.put(makeRevocation(index * 7919, { createdAt: NOW + (index % 3) }));
      }
      await store.put(makeRevocation(1, { appId: OTHER_PROJECT.appId }));
      await store.put(makeRevocation(2, { endsAt: NOW }));
      const keys: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.list(PROJECT.appId, { limit: 5, after, now: NOW });
        keys.push(...page.revocations.map(({ key }) => key));
        after = page.next;
      } while (after !== undefined);
      expect([keys.length, new Set(keys).size]).toEqual([12, 12]);
      expect(
        (await store.list(PROJECT.appId, { limit: 12, after, now: NOW })).next,
      ).toBeUndefined();
    });

    it('removes as many that have ended as it is told to, the oldest first', async () => {
      for (let index = 1; index <= 5; index += 1) {
        await store.put(makeRevocation(index, { endsAt: NOW + index }));
      }
      expect(await store.removeEnded(NOW, 10)).toBe(0);
      expect(await store.removeEnded(NOW + 4, 3)).toBe(3);
      expect(await store.removeEnded(NOW + 4, 3)).toBe(1);
      const left = await store.findByKeys([1, 2, 3, 4, 5].map(keyOf));
      expect(left.map(({ key }) => key)).toEqual([keyOf(5)]);
    });
  });
});
