import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedKeys, keyOf, opensWith, TestKeyFile } from '../../test/test-keys.js';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { makeTestPlatform, type TestPlatform } from '../../test/test-platform.js';
import type { MasterKeySource } from '../keyring/master-key.js';
import { type KeyStorage, pruneMasterKeys, rotateMasterKey } from './rotate-master-key.js';
import { SqlDataKeyStore } from './sql-data-key-store.js';

describe.each(TEST_ENGINES)('master keys on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let file: TestKeyFile;
    let platform: TestPlatform | undefined;

    beforeEach(async () => {
      opened = await engine.open();
      file = new TestKeyFile();
    });

    afterEach(async () => {
      await platform?.app.close();
      await opened.dispose();
    });

    const open = async (masterKeySource: MasterKeySource): Promise<KeyStorage> => {
      platform = await makeTestPlatform(opened.database, { masterKeySource });
      return { database: opened.database, keyring: platform.keyring };
    };

    const rotate = (storage: KeyStorage, isPreparing = false): ReturnType<typeof rotateMasterKey> =>
      rotateMasterKey(storage, { isPreparing });

    it('are rotated: the new one wraps, and opens alone what there is', async () => {
      const storage = await open(file);
      expect(await rotate(storage)).toEqual({
        masterKeyId: 'made-1',
        isNew: true,
        rewrapped: 1,
        unusedMasterKeyIds: ['first'],
        source: 'the test file',
      });
      expect(file.ids).toEqual(['made-1', 'first']);
      expect(await opensWith(opened.database, fixedKeys('made-1'))).toBe(true);
      await expect(opensWith(opened.database, fixedKeys('first'))).rejects.toMatchObject({
        code: 'master_key_missing',
      });
    });

    it('are rotated to the end after a crash, without another new key', async () => {
      const storage = await open(file);
      file.crash = new TypeError('killed for the test');
      await expect(rotate(storage)).rejects.toThrow('killed for the test');
      expect(await opensWith(opened.database, file)).toBe(true);
      expect(await rotate(storage)).toMatchObject({ isNew: false, rewrapped: 1 });
      expect(file.ids).toEqual(['made-1', 'first']);
      expect(await opensWith(opened.database, fixedKeys('made-1'))).toBe(true);
    });

    it('are rotated with all data keys, also those that are retired', async () => {
      const storage = await open(file);
      await storage.keyring.rotateDataKey();
      expect(await rotate(storage)).toMatchObject({ rewrapped: 2 });
      expect(await opensWith(opened.database, fixedKeys('made-1'))).toBe(true);
    });

    it('are prepared: the new one is there, and wraps nothing yet', async () => {
      const storage = await open(file);
      expect(await rotate(storage, true)).toMatchObject({ isNew: true, rewrapped: 0 });
      expect(await rotate(storage, true)).toMatchObject({ isNew: false, rewrapped: 0 });
      expect(await opensWith(opened.database, fixedKeys('first'))).toBe(true);
      expect(await rotate(storage)).toMatchObject({ isNew: false, rewrapped: 1 });
      expect(file.ids).toEqual(['made-1', 'first']);
    });

    it('are rotated one after the other where two do it at the same time', async () => {
      const storage = await open(file);
      const results = await Promise.all([rotate(storage), rotate(storage)]);
      expect(file.ids).toEqual(['made-2', 'made-1', 'first']);
      expect(results).toMatchObject([{ isNew: true }, { isNew: true }]);
      expect(await opensWith(opened.database, fixedKeys('made-2'))).toBe(true);
    });

    it('are pruned only when nothing needs the old ones', async () => {
      const storage = await open(file);
      await rotate(storage, true);
      await expect(pruneMasterKeys(storage)).rejects.toMatchObject({
        code: 'master_key_in_use',
        message: expect.stringContaining('first') as string,
      });
      expect(file.ids).toEqual(['made-1', 'first']);
      await rotate(storage);
      expect(await pruneMasterKeys(storage)).toEqual({
        removed: ['first'],
        removable: [],
        source: 'the test file',
      });
      expect(file.ids).toEqual(['made-1']);
      expect(await pruneMasterKeys(storage)).toMatchObject({ removed: [] });
      expect(await opensWith(opened.database, file)).toBe(true);
    });

    it('that only others can change are rotated as soon as a newer one stands in front', async () => {
      let ids = ['first'];
      const name = 'STAGEDOOR_MASTER_KEY';
      const storage = await open({ name, read: async () => ids.map(keyOf) });
      await expect(rotate(storage)).rejects.toMatchObject({
        code: 'master_key_not_rotatable',
        message: expect.stringContaining(name) as string,
      });
      ids = ['second', 'first'];
      expect(await rotate(storage)).toMatchObject({ masterKeyId: 'second', rewrapped: 1 });
      expect(await pruneMasterKeys(storage)).toEqual({
        removed: [],
        removable: ['first'],
        source: name,
      });
      const store = new SqlDataKeyStore(opened.database.connection);
      expect(await store.list()).toMatchObject([{ masterKeyId: 'second' }]);
    });

    it('stay what they are where the source takes back a key that is needed', async () => {
      const storage = await open(file);
      file.ids = ['another'];
      const failure = {
        code: 'master_key_missing',
        message: expect.stringContaining('first') as string,
      };
      await expect(rotate(storage)).rejects.toMatchObject(failure);
      expect(await opensWith(opened.database, fixedKeys('first'))).toBe(true);
    });
  });
});
