import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { createServer, type ServerOptions } from '../src/fastify/create-server.js';
import { CustomerDirectory } from '../src/features/customers/customer-directory.js';
import type { SystemSources } from '../src/domain/system-sources.js';
import type { EnvelopeKeyring } from '../src/keyring/envelope-keyring.js';
import type { MasterKeySource } from '../src/keyring/master-key.js';
import { MemoryRateLimiter } from '../src/limits/memory-rate-limiter.js';
import type { Gateway } from '../src/gateway/gateway.js';
import type { Database } from '../src/storage/database.js';
import { loadKeyring } from '../src/storage/load-keyring.js';
import { Storage } from '../src/storage/storage.js';

/** 2026-11-21T06:30:00Z. */
export const NOW = 1_795_242_600;

/** The clock and the random bytes of a test: the same at every run. */
export class TestSources implements SystemSources {
  time: number = NOW;
  #counter = 0;

  readonly now = (): number => this.time;

  readonly randomBytes = (size: number): Uint8Array => {
    this.#counter += 1;
    const digest = createHash('sha512').update(`random ${this.#counter}`).digest();
    return Uint8Array.from(digest.subarray(0, size));
  };
}

/** A customer of the organization `ORGANIZATION_ID` with full access. */
export const CUSTOMER = {
  customerId: '0c1e5a7d93b84f26a1d0e7c5b3f29846',
  customerSecret: 'f7a1c3e5d9b24680ace0bd1357f92468',
} as const;

export const ORGANIZATION_ID = 'organization-1';

/** `Authorization` of a Basic request. */
export const basicOf = ({
  customerId,
  customerSecret,
}: {
  readonly customerId: string;
  readonly customerSecret: string;
}): string => `Basic ${Buffer.from(`${customerId}:${customerSecret}`).toString('base64')}`;

/** A whole platform on one database, with one organization and one customer. */
export interface TestPlatform {
  readonly sources: TestSources;
  readonly storage: Storage;
  readonly keyring: EnvelopeKeyring;
  readonly gateway: Gateway;
  readonly app: FastifyInstance;
}

/** One master key, which cannot be rotated. */
const TEST_MASTER_KEYS: MasterKeySource = {
  name: 'the test',
  read: async () => [{ id: 'test', key: new Uint8Array(32).fill(7) }],
};

/** Puts a platform together on an empty database. */
export async function makeTestPlatform(
  database: Database,
  options: Partial<ServerOptions> & { readonly masterKeySource?: MasterKeySource } = {},
): Promise<TestPlatform> {
  const sources = new TestSources();
  const { masterKeySource = TEST_MASTER_KEYS, ...serverOptions } = options;
  const masterKeys = await masterKeySource.read();
  const keyring = await loadKeyring(database, { masterKeys, masterKeySource, sources });
  const storage = new Storage(database, keyring);
  const customers = new CustomerDirectory(storage.stores.customers, { now: sources.now });
  storage.onChange((organizationId) => customers.forget(organizationId));
  await database.connection
    .insertInto('organizations')
    .values({ id: ORGANIZATION_ID, name: 'Test', created_at: NOW })
    .execute();
  const { customerId, customerSecret } = CUSTOMER;
  await storage.stores.customers.add(
    {
      customerId,
      organizationId: ORGANIZATION_ID,
      name: 'test',
      access: 'full',
      projectIds: undefined,
      createdAt: NOW,
      lastUsedAt: undefined,
      disabledAt: undefined,
    },
    [{ slot: 'primary', customerSecret, createdAt: NOW }],
  );
  const gateway = { storage, customers, limiter: new MemoryRateLimiter(sources), sources };
  const app = await createServer({ gateway, verification: {}, limits: 'off', ...serverOptions });
  return { sources, storage, keyring, gateway, app };
}
