import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeEvent, openTestStorage } from '../../test/test-audit-trail.js';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { verifyChain } from '../features/audit-trail/verify-chain.js';
import type { Keyring } from '../keyring/keyring.js';
import { SqlAuditKeys } from './sql-audit-keys.js';

/** Seals nothing: it only counts its keys. */
class OpenKeyring implements Keyring {
  #count = 0;
  isAway = false;

  async seal(plaintext: string): Promise<string> {
    return plaintext;
  }

  async sealNewKey(): Promise<string> {
    this.#count += 1;
    return Buffer.alloc(32, this.#count).toString('base64url');
  }

  async open(sealed: string): Promise<string> {
    if (this.isAway) throw new Error('the key store is away');
    return sealed;
  }
}

describe.each(TEST_ENGINES)('keys of the audit trail on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;

    beforeEach(async () => {
      database = await engine.open();
    });

    afterEach(() => database.dispose());

    it('makes one key, whoever asks first', async () => {
      const keyrings = [new OpenKeyring(), new OpenKeyring()];
      await keyrings[1]?.sealNewKey();
      const keys = keyrings.map((keyring) => new SqlAuditKeys(database.database, keyring));
      const active = await Promise.all([...keys, ...keys].map((each) => each.active()));
      expect(new Set(active.map(({ id }) => id)).size).toBe(1);
      const [{ id } = { id: '' }] = active;
      expect(await keys[0]?.find(id)).toEqual(active[0]);
      expect(await keys[0]?.find('00000000')).toBeUndefined();
    });

    it('is used again by the next process', async () => {
      await (await openTestStorage(database.database)).appendAuditEvents([makeEvent(1)]);
      const restarted = await openTestStorage(database.database, 'second');
      await restarted.appendAuditEvents([makeEvent(2)]);
      expect(await verifyChain(restarted.stores.audit)).toMatchObject({ confirmedCount: 2 });
    });

    it('is not to be read in the database', async () => {
      const storage = await openTestStorage(database.database);
      await storage.appendAuditEvents([makeEvent(1)]);
      const rows = await database.database.connection
        .selectFrom('audit_keys')
        .selectAll()
        .execute();
      expect(rows).toEqual([
        { generation: 1, sealed_key: expect.stringMatching(/^v1\.[0-9a-f]{8}\.[\w-]{70,}$/) },
      ]);
    });

    it('tries again after a failure', async () => {
      const keyring = new OpenKeyring();
      const keys = new SqlAuditKeys(database.database, keyring);
      keyring.isAway = true;
      await expect(keys.active()).rejects.toThrow('away');
      keyring.isAway = false;
      expect((await keys.active()).key).toHaveLength(32);
    });
  });
});
