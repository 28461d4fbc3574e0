import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { addNumberedCredentials, numberedId } from '../../test/test-keys.js';
import {
  CUSTOMER,
  makeTestPlatform,
  NOW,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../test/test-platform.js';
import type { CustomerStore } from '../features/customers/customer-store.js';

const MANY = 1100;

describe.each(TEST_ENGINES)('SqlCustomerStore on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let platform: TestPlatform;
    let store: CustomerStore;

    beforeEach(async () => {
      opened = await engine.open();
      platform = await makeTestPlatform(opened.database);
      store = platform.storage.stores.customers;
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    const { customerId } = CUSTOMER;

    const addSecond = async (): Promise<void> => {
      await platform.storage.transact(ORGANIZATION_ID, ({ customers }) =>
        customers.changeSecrets(customerId, ([current]) => [
          { slot: 'primary', customerSecret: 'second', createdAt: NOW + 1 },
          { ...(current ?? { customerSecret: '', createdAt: NOW }), slot: 'secondary' },
        ]),
      );
    };

    const moveText = async (from: object, to: { id: string; slot: 'primary' }): Promise<void> => {
      const rows = await opened.database.connection
        .selectFrom('customer_secrets')
        .selectAll()
        .execute();
      const source = rows.find((row) =>
        Object.entries(from).every(([name, value]) => Reflect.get(row, name) === value),
      );
      await opened.database.connection
        .updateTable('customer_secrets')
        .set({ sealed_secret: source?.sealed_secret ?? '' })
        .where('customer_id', '=', to.id)
        .where('slot', '=', to.slot)
        .execute();
    };

    it('gives the secrets in their order, the primary one first', async () => {
      await addSecond();
      const found = await store.find(customerId);
      expect(found?.secrets).toEqual(['second', CUSTOMER.customerSecret]);
      expect(found?.credential.secrets).toEqual([
        { slot: 'primary', createdAt: NOW + 1, downloadedAt: undefined },
        { slot: 'secondary', createdAt: NOW, downloadedAt: undefined },
      ]);
      expect(await store.list(ORGANIZATION_ID)).toEqual([found?.credential]);
    });

    it('does not open a secret that was moved to another customer or another slot', async () => {
      await addSecond();
      await addNumberedCredentials(platform.storage, 1);
      await moveText({ customer_id: customerId }, { id: numberedId(0), slot: 'primary' });
      const failure = { code: 'sealed_text_invalid' };
      await expect(store.find(numberedId(0))).rejects.toMatchObject(failure);
      expect((await store.find(customerId))?.secrets).toHaveLength(2);
      const from = { customer_id: customerId, slot: 'secondary' };
      await moveText(from, { id: customerId, slot: 'primary' });
      await expect(store.find(customerId)).rejects.toMatchObject(failure);
    });

    it('leaves nothing of a change that fails', async () => {
      const failing = platform.storage.transact(ORGANIZATION_ID, ({ customers }) =>
        customers.changeSecrets(customerId, () => {
          throw new TypeError('broken for the test');
        }),
      );
      await expect(failing).rejects.toThrow('broken for the test');
      expect((await store.find(customerId))?.secrets).toEqual([CUSTOMER.customerSecret]);
    });

    it('lists very many', async () => {
      await addNumberedCredentials(platform.storage, MANY);
      const all = await store.list(ORGANIZATION_ID);
      expect(all).toHaveLength(MANY + 1);
      expect(all.every(({ secrets }) => secrets.length === 1)).toBe(true);
      const page = await store.list(ORGANIZATION_ID, { limit: 2, after: all[1]?.customerId });
      expect(page).toEqual(all.slice(2, 4));
      expect(await store.list(ORGANIZATION_ID, { limit: 2, after: 'unknown' })).toEqual([]);
    });

    it('notes the later of two uses, of very many at once', async () => {
      await addNumberedCredentials(platform.storage, MANY);
      const note = (usedAt: number): Promise<void> =>
        store.noteLastUsed(
          new Map(Array.from({ length: MANY }, (_, index) => [numberedId(index), usedAt])),
        );
      await Promise.all([note(NOW + 20), note(NOW + 10)]);
      await note(NOW + 15);
      const noted = (await store.list(ORGANIZATION_ID)).map(({ lastUsedAt }) => lastUsedAt);
      expect(noted.filter((each) => each === NOW + 20)).toHaveLength(MANY);
    });
  });
});
