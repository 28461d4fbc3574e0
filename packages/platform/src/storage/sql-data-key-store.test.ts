import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { NOW } from '../../test/test-platform.js';
import type { StoredDataKey } from '../keyring/data-key-store.js';
import { SqlDataKeyStore } from './sql-data-key-store.js';

const FIRST: StoredDataKey = {
  id: '00000001',
  masterKeyId: 'master',
  wrappedKey: 'wrapped',
  state: 'active',
  createdAt: NOW,
  sealCount: 0,
};
const SECOND: StoredDataKey = { ...FIRST, id: '00000002', createdAt: NOW + 1 };

describe.each(TEST_ENGINES)('SqlDataKeyStore on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let store: SqlDataKeyStore;

    beforeEach(async () => {
      opened = await engine.open();
      store = new SqlDataKeyStore(opened.database.connection);
    });

    afterEach(() => opened.dispose());

    it('keeps one active key, whoever adds another', async () => {
      const added = await Promise.all([store.add(FIRST), store.add(SECOND)]);
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await store.list()).toHaveLength(1);
    });

    it('takes another one when the first is retired, and lists the oldest first', async () => {
      await store.add(FIRST);
      expect(await store.retire(SECOND.id)).toBe(false);
      expect(await store.retire(FIRST.id)).toBe(true);
      expect(await store.retire(FIRST.id)).toBe(false);
      expect(await store.add(SECOND)).toBe(true);
      expect(await store.list()).toEqual([{ ...FIRST, state: 'retired' }, SECOND]);
    });

    it('changes a wrapping unless it has changed meanwhile', async () => {
      await store.add(FIRST);
      const to = { ...FIRST, masterKeyId: 'newer', wrappedKey: 'anew' };
      expect(await store.rewrap(FIRST, to)).toBe(true);
      expect(await store.rewrap(FIRST, { ...to, masterKeyId: 'other' })).toBe(false);
      expect(await store.list()).toEqual([to]);
    });

    it('adds up seals, also beyond 2^32', async () => {
      await store.add(FIRST);
      await Promise.all([1, 2, 2 ** 33].map((count) => store.addSeals(FIRST.id, count)));
      expect(await store.list()).toMatchObject([{ sealCount: 2 ** 33 + 3 }]);
    });

    it('lets one holder of the lock work at a time', async () => {
      await store.add(FIRST);
      let holders = 0;
      let mostHolders = 0;
      const work = (): Promise<void> =>
        opened.database.transact(async (transaction) => {
          await new SqlDataKeyStore(transaction).lock();
          holders += 1;
          mostHolders = Math.max(mostHolders, holders);
          await new SqlDataKeyStore(transaction).list();
          holders -= 1;
        });
      await Promise.all([work(), work(), work()]);
      expect(mostHolders).toBe(1);
    });
  });
});
