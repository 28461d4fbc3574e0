import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makePostgresDatabase,
  POSTGRES_URL,
  TEST_ENGINES,
  type TestDatabase,
  testTimers,
} from '../../test/test-databases.js';
import { NOW, TestSources } from '../../test/test-platform.js';
import { until } from '../../test/until.js';
import type { MasterKey } from '../keyring/master-key.js';
import type { Database } from './database.js';
import { loadKeyring } from './load-keyring.js';
import { openDatabase } from './open-database.js';
import { Storage } from './storage.js';

const MASTER_KEYS: readonly MasterKey[] = [{ id: 'test', key: new Uint8Array(32).fill(7) }];

async function createStorage(database: Database): Promise<Storage> {
  const keyring = await loadKeyring(database, {
    masterKeys: MASTER_KEYS,
    masterKeySource: { name: 'the test', read: async () => MASTER_KEYS },
    sources: new TestSources(),
  });
  return new Storage(database, keyring);
}

describe.each(TEST_ENGINES)('Storage on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let place: TestDatabase;
    let storage: Storage;
    let changed: (string | undefined)[];

    const add = (id: string): Promise<void> =>
      storage.transact(id, (stores) =>
        stores.organizations.add({ id, name: id, createdAt: NOW }).then(() => undefined),
      );
    const listIds = async (): Promise<readonly string[]> => {
      const organizations = await storage.stores.organizations.list();
      return organizations.map(({ id }) => id);
    };

    beforeEach(async () => {
      place = await engine.open();
      storage = await createStorage(place.database);
      changed = [];
      storage.onChange((id) => changed.push(id));
    });

    afterEach(() => place.dispose());

    it('does all of a transaction, and then tells of it', async () => {
      await storage.transact('first', async (stores) => {
        await stores.organizations.add({ id: 'first', name: 'first', createdAt: NOW });
        expect(changed).toEqual([]);
      });
      expect([await listIds(), changed]).toEqual([['first'], ['first']]);
    });

    it('does nothing of a transaction that fails, and tells of nothing', async () => {
      const failing = storage.transact('first', async (stores) => {
        await stores.organizations.add({ id: 'first', name: 'first', createdAt: NOW });
        throw new RangeError('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect([await listIds(), changed]).toEqual([[], []]);
    });

    it('says of what concerns the whole platform that anything may have changed', async () => {
      await storage.transact('', async () => {});
      expect(changed).toEqual([undefined]);
    });

    it('lets nobody wait for all that another organization writes', async () => {
      let written = 0;
      let endFirst: () => void = () => undefined;
      // Where there are several connections, the flood waits for its first one, and takes no more of them than that.
      const held =
        engine.name === 'sqlite'
          ? Promise.resolve()
          : new Promise<void>((resolve) => {
              endFirst = resolve;
            });
      const flood = Promise.all(
        Array.from({ length: 40 }, () =>
          storage.transact('busy', async (stores) => {
            await stores.organizations.list();
            written += 1;
            await held;
          }),
        ),
      );
      await storage.stores.organizations.list();
      await storage.transact('other', async () => {});
      const writtenBefore = written;
      endFirst();
      await flood;
      expect(written).toBe(40);
      expect(writtenBefore).toBeLessThan(10);
    });

    it('lets no two transactions of one organization see each other half-done', async () => {
      await add('counter');
      const raise = (): Promise<void> =>
        storage.transact('counter', async (stores) => {
          const organizations = await stores.organizations.list();
          await new Promise(setImmediate);
          const id = `counter ${organizations.length}`;
          await stores.organizations.add({ id, name: id, createdAt: NOW });
        });
      await Promise.all(Array.from({ length: 8 }, raise));
      expect(await listIds()).toHaveLength(9);
    });

    it('hears every change', () => {
      expect(storage.hearsAllChanges).toBe(true);
    });
  });
});

describe.skipIf(POSTGRES_URL === undefined)('Storage of several processes', () => {
  it('hears what another one changes, when it is there to be read', async () => {
    const place = await makePostgresDatabase();
    const here = await openDatabase(place, { timers: testTimers });
    const there = await openDatabase(place, { timers: testTimers });
    const storage = await createStorage(here);
    const changed: (string | undefined)[] = [];
    storage.onChange((id) => changed.push(id));
    const other = await createStorage(there);
    await other.transact('elsewhere', (stores) =>
      stores.organizations.add({ id: 'elsewhere', name: 'elsewhere', createdAt: NOW }),
    );
    await until(() => changed.includes('elsewhere'));
    expect(await storage.stores.organizations.find('elsewhere')).toMatchObject({
      name: 'elsewhere',
    });
    await here.close();
    await there.close();
    await place.dispose();
  });
});
