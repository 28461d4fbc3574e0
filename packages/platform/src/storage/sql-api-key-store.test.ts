import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import {
  makeTestPlatform,
  NOW,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../test/test-platform.js';
import type { ApiKey } from '../features/api-keys/api-key.js';
import type { ApiKeyStore } from '../features/api-keys/api-key-store.js';

const MANY = 1100;

const makeKey = (index: number): ApiKey => ({
  id: `key-${String(index).padStart(6, '0')}`,
  organizationId: ORGANIZATION_ID,
  name: String(index),
  scopes: ['a', 'b'],
  labels: { constructor: 'x' },
  appIds: undefined,
  createdAt: NOW,
  expiresAt: NOW + 100,
  disabledAt: undefined,
  lastUsedAt: undefined,
  secrets: [
    { sha256: 'f'.repeat(64), createdAt: NOW, expiresAt: undefined },
    { sha256: '0'.repeat(64), createdAt: NOW, expiresAt: NOW + 10 },
  ],
});

describe.each(TEST_ENGINES)('SqlApiKeyStore on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let platform: TestPlatform;
    let store: ApiKeyStore;

    beforeEach(async () => {
      opened = await engine.open();
      platform = await makeTestPlatform(opened.database);
      store = platform.storage.stores.apiKeys;
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    const addMany = (count: number): Promise<void> =>
      platform.storage.transact(ORGANIZATION_ID, async ({ apiKeys }) => {
        for (let index = 0; index < count; index += 1) await apiKeys.add(makeKey(index));
      });

    it('gives back what was added', async () => {
      const key = { ...makeKey(1), appIds: ['a'.repeat(32)], disabledAt: NOW + 1 };
      await store.add(key);
      expect(await store.find(key.id)).toEqual(key);
      expect(await store.find(key.id.toUpperCase())).toBeUndefined();
      expect(await store.list(ORGANIZATION_ID, { limit: 5 })).toEqual([key]);
      expect(await store.list('other', { limit: 5 })).toEqual([]);
    });

    it('leaves nothing of a change that fails', async () => {
      await store.add(makeKey(1));
      const failing = platform.storage.transact(ORGANIZATION_ID, ({ apiKeys }) =>
        apiKeys.changeSecrets(makeKey(1).id, () => {
          throw new TypeError('broken for the test');
        }),
      );
      await expect(failing).rejects.toThrow('broken for the test');
      expect(await store.find(makeKey(1).id)).toEqual(makeKey(1));
    });

    it('lists very many', async () => {
      await addMany(MANY);
      const all = await store.list(ORGANIZATION_ID, { limit: MANY + 1 });
      expect(all).toHaveLength(MANY);
      expect(all.every(({ secrets }) => secrets.length === 2)).toBe(true);
      const page = await store.list(ORGANIZATION_ID, { limit: 2, after: all[1]?.id });
      expect(page).toEqual(all.slice(2, 4));
      expect(await store.list(ORGANIZATION_ID, { limit: 2, after: 'unknown' })).toEqual([]);
    });

    it('notes the later of two uses, of very many at once', async () => {
      await addMany(MANY);
      const note = (usedAt: number): Promise<void> =>
        store.noteLastUsed(
          new Map(Array.from({ length: MANY }, (_, index) => [makeKey(index).id, usedAt])),
        );
      await Promise.all([note(NOW + 20), note(NOW + 10)]);
      await note(NOW + 15);
      await store.noteLastUsed(new Map([['gone', NOW]]));
      const all = await store.list(ORGANIZATION_ID, { limit: MANY });
      expect(all.filter(({ lastUsedAt }) => lastUsedAt === NOW + 20)).toHaveLength(MANY);
    });
  });
});
