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
import { addProject } from '../../test/test-project.js';
import { countSealedValues, type ResealProgress, resealValues } from './reseal-values.js';

describe.each(TEST_ENGINES)('resealValues on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let platform: TestPlatform;

    beforeEach(async () => {
      opened = await engine.open();
      platform = await makeTestPlatform(opened.database);
      await addProject(platform.storage);
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    const resealAll = async (): Promise<number> => {
      let count = 0;
      let next: ResealProgress['next'] = { column: 0, after: [] };
      while (next !== undefined) {
        const progress: ResealProgress = await resealValues(
          opened.database,
          platform.keyring,
          next,
        );
        expect(progress.unreadable).toEqual([]);
        count += progress.count;
        next = progress.next;
      }
      return count;
    };

    const countOf = async (dataKeyId: string): Promise<number> =>
      (await countSealedValues(opened.database.connection)).get(dataKeyId) ?? 0;

    const readSecret = async (index: number): Promise<string | undefined> =>
      (await platform.storage.stores.customers.find(numberedId(index)))?.secrets[0];

    it('seals everything anew in small steps, and then finds nothing to do', async () => {
      await addNumberedCredentials(platform.storage, 250);
      const oldId = platform.keyring.activeDataKeyId;
      const sealed = await countOf(oldId);
      expect(sealed).toBeGreaterThan(250);
      const newId = await platform.keyring.rotateDataKey();
      expect(await resealAll()).toBe(sealed);
      expect([await countOf(oldId), await countOf(newId)]).toEqual([0, sealed]);
      expect(await resealAll()).toBe(0);
      for (let index = 0; index < 250; index += 1) {
        expect(await readSecret(index)).toBe(`secret ${index}`);
      }
      const { stores } = platform.storage;
      expect((await stores.customers.find(CUSTOMER.customerId))?.secrets).toEqual([
        CUSTOMER.customerSecret,
      ]);
      expect(await stores.projects.list(ORGANIZATION_ID)).toHaveLength(1);
    });

    it('goes on where it was broken off', async () => {
      await addNumberedCredentials(platform.storage, 250);
      const oldId = platform.keyring.activeDataKeyId;
      await platform.keyring.rotateDataKey();
      const before = await countOf(oldId);
      const step = await resealValues(opened.database, platform.keyring, { column: 1, after: [] });
      expect(step.count).toBe(100);
      expect(await resealAll()).toBe(before - 100);
    });

    it('loses nothing of what others write meanwhile', async () => {
      await addNumberedCredentials(platform.storage, 250);
      await platform.keyring.rotateDataKey();
      const { storage } = platform;
      const change = (index: number): Promise<unknown> =>
        storage.transact(ORGANIZATION_ID, ({ customers }) =>
          customers.changeSecrets(numberedId(index), () => [
            { slot: 'primary', customerSecret: `changed ${index}`, createdAt: NOW },
          ]),
        );
      const read = async (index: number): Promise<void> =>
        expect([`secret ${index}`, `changed ${index}`]).toContain(await readSecret(index));
      const others = Array.from({ length: 40 }, (_, step) => step * 6).flatMap((index) => [
        change(index),
        read(index + 1),
        read(index),
      ]);
      await Promise.all([resealAll(), resealAll(), ...others]);
      await resealAll();
      for (let index = 0; index < 250; index += 1) {
        const isChanged = index < 240 && index % 6 === 0;
        expect(await readSecret(index)).toBe(isChanged ? `changed ${index}` : `secret ${index}`);
      }
      const { database, keyring } = { ...opened, ...platform };
      const counts = await countSealedValues(database.connection);
      expect([...counts.keys()]).toEqual([keyring.activeDataKeyId]);
    });

    it('leaves a text alone that somebody changed, and names its place', async () => {
      await addNumberedCredentials(platform.storage, 3);
      await opened.database.connection
        .updateTable('customer_secrets')
        .set({ sealed_secret: `v1.${platform.keyring.activeDataKeyId}.AAAA` })
        .where('customer_id', '=', numberedId(1))
        .execute();
      await platform.keyring.rotateDataKey();
      const step = await resealValues(opened.database, platform.keyring, { column: 1, after: [] });
      expect(step).toMatchObject({
        count: 3,
        unreadable: [`customer_secrets/${numberedId(1)}/primary`],
      });
      expect(await readSecret(2)).toBe('secret 2');
    });

    it('counts the same in steps of any size', async () => {
      await addNumberedCredentials(platform.storage, 99);
      await platform.keyring.rotateDataKey();
      await resealValues(opened.database, platform.keyring, { column: 0, after: [] });
      const { connection } = opened.database;
      const whole = await countSealedValues(connection);
      expect(whole.size).toBe(2);
      for (const limit of [1, 7, 50, 100]) {
        expect(await countSealedValues(connection, limit)).toEqual(whole);
      }
    });

    it('has nothing to do beyond the last column', async () => {
      const position = { column: 99, after: [] };
      expect(await resealValues(opened.database, platform.keyring, position)).toEqual({
        count: 0,
        unreadable: [],
        next: undefined,
      });
    });
  });
});
