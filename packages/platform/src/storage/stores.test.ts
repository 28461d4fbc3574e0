import { describe, expect, it } from 'vitest';
import { TEST_ENGINES } from '../../test/test-databases.js';
import { makeTestPlatform, NOW, ORGANIZATION_ID } from '../../test/test-platform.js';
import { SqlAuditKeys } from './sql-audit-keys.js';
import { createStores } from './stores.js';

describe.each(TEST_ENGINES)('createStores on $engine.name', ({ engine, isThere }) => {
  it.skipIf(!isThere)('lets all stores of a transaction end with it', async () => {
    const { database, ...place } = await engine.open();
    const { app, keyring, storage } = await makeTestPlatform(database);
    const auditKeys = new SqlAuditKeys(database, keyring);
    const failing = database.transact(async (transaction) => {
      const stores = createStores(transaction, keyring, auditKeys);
      await stores.organizations.add({ id: 'new', name: 'new', createdAt: NOW });
      expect(await stores.organizations.find('new')).toMatchObject({ name: 'new' });
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow('no');
    const organizations = await storage.stores.organizations.list();
    expect(organizations.map(({ id }) => id)).toEqual([ORGANIZATION_ID]);
    await app.close();
    await place.dispose();
  });
});
