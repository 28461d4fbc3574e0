import { createHash } from 'node:crypto';
import type { MasterKey, MasterKeyEditor, MasterKeySource } from '../src/keyring/master-key.js';
import type { Database } from '../src/storage/database.js';
import { loadKeyring } from '../src/storage/load-keyring.js';
import type { Storage } from '../src/storage/storage.js';
import { CUSTOMER, NOW, ORGANIZATION_ID, TestSources } from './test-platform.js';

/** A master key, always the same for an ID. */
export const keyOf = (id: string): MasterKey => ({
  id,
  key: createHash('sha256').update(id).digest(),
});

/** Master keys as a file holds them: made ones are called `made-1`, `made-2`. */
export class TestKeyFile implements MasterKeySource, MasterKeyEditor {
  readonly name = 'the test file';
  ids: readonly string[] = ['first'];
  /** Thrown at the next change, once it is done. */
  crash: Error | undefined;
  readonly editor = this;

  async read(): Promise<readonly MasterKey[]> {
    return this.ids.map(keyOf);
  }

  async add(): Promise<void> {
    this.ids = [`made-${this.ids.length}`, ...this.ids];
    this.#crashAsTold();
  }

  async remove(ids: readonly string[]): Promise<void> {
    this.ids = this.ids.filter((id) => !ids.includes(id));
    this.#crashAsTold();
  }

  #crashAsTold(): void {
    const { crash } = this;
    this.crash = undefined;
    if (crash !== undefined) throw crash;
  }
}

/** Keys that only others can change, as those of the environment. */
export const fixedKeys = (...ids: readonly string[]): MasterKeySource => ({
  name: 'STAGEDOOR_MASTER_KEY',
  read: async () => ids.map(keyOf),
});

/** Whether a process that starts with these keys can open the secret of the test platform's customer. */
export async function opensWith(database: Database, source: MasterKeySource): Promise<boolean> {
  const keyring = await loadKeyring(database, {
    masterKeys: await source.read(),
    masterKeySource: source,
    sources: new TestSources(),
  });
  const row = await database.connection
    .selectFrom('customer_secrets')
    .select('sealed_secret')
    .where('customer_id', '=', CUSTOMER.customerId)
    .executeTakeFirstOrThrow();
  const text = await keyring.open(
    row.sealed_secret,
    `customer_secrets/${CUSTOMER.customerId}/primary`,
  );
  return text === CUSTOMER.customerSecret;
}

/** The customer ID of the credential with that number. */
export const numberedId = (index: number): string => index.toString(16).padStart(32, '0');

/** Adds credentials numbered from 0 on, whose secrets are called `secret 0`, `secret 1`. */
export async function addNumberedCredentials(storage: Storage, count: number): Promise<void> {
  await storage.transact(ORGANIZATION_ID, async ({ customers }) => {
    for (let index = 0; index < count; index += 1) {
      await customers.add(
        {
          customerId: numberedId(index),
          organizationId: ORGANIZATION_ID,
          name: String(index),
          access: 'full',
          projectIds: undefined,
          createdAt: NOW,
          lastUsedAt: undefined,
          disabledAt: undefined,
        },
        [{ slot: 'primary', customerSecret: `secret ${index}`, createdAt: NOW }],
      );
    }
  });
}
