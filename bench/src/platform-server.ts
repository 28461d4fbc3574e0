import { randomBytes } from 'node:crypto';
import {
  createServer,
  CustomerDirectory,
  type Database,
  type EnvelopeKeyring,
  GatewayMetrics,
  loadKeyring,
  MemoryRateLimiter,
  ProjectDirectory,
  Storage,
  type SystemSources,
} from '@stagedoor/platform';
import { createMemoryReplayStore } from '@stagedoor/rest-auth';
import { fillDatabase } from './platform-fill.js';
import type { BenchWorld } from './platform-world.js';

const NO_LIMIT = 1_000_000_000;
/** More than are alive at a time in all rounds. */
const MAX_SIGNATURES = 10_000_000;
const MASTER_KEY = { id: 'bench', key: new Uint8Array(32).fill(1) };

const sources: SystemSources = {
  now: () => Math.floor(Date.now() / 1000),
  randomBytes: (size) => randomBytes(size),
};

/** A platform that listens. */
export interface BenchPlatform {
  readonly port: number;
  /** What is in it. */
  readonly world: BenchWorld;
  readonly database: Database;
  readonly storage: Storage;
  /** Ends the server, not the database. */
  close(): Promise<void>;
}

/** How a server is put together. */
export interface BenchPlatformOptions {
  /**
   * What it keeps in memory. `answers`: customers, projects and listings, as with an embedded database, the default.
   * `customers`: no listings, as with PostgreSQL. `nothing`: each request reads all that it needs from the database, as the
   * first one of a customer does.
   */
  readonly keeps?: 'answers' | 'customers' | 'nothing';
}

function loadBenchKeyring(database: Database): Promise<EnvelopeKeyring> {
  const masterKeys = [MASTER_KEY];
  const masterKeySource = { name: 'the bench', read: () => Promise.resolve(masterKeys) };
  return loadKeyring(database, { masterKeys, masterKeySource, sources });
}

/** Puts the world into the database, if it is not there. */
export async function prepareDatabase(database: Database, world: BenchWorld): Promise<void> {
  const keyring = await loadBenchKeyring(database);
  await fillDatabase(database, keyring, world);
  // What was sealed is counted in the database, as at the end of a server.
  await keyring.refresh();
}

/**
 * A server as `stagedoor dev` puts it together: all of the pipeline, with metrics and without a log. Limits are counted
 * and never reached. The database holds the world already.
 */
export async function startPlatform(
  database: Database,
  world: BenchWorld,
  { keeps = 'answers' }: BenchPlatformOptions = {},
): Promise<BenchPlatform> {
  const seen = keeps === 'answers' ? database : { ...database, isExclusive: false };
  const storage = new Storage(seen, await loadBenchKeyring(database));
  const { stores } = storage;
  const isTrusted = (): boolean => keeps !== 'nothing' && storage.hearsAllChanges;
  const customers = new CustomerDirectory(stores.customers, { now: sources.now, isTrusted });
  const projects = new ProjectDirectory(stores.projects, isTrusted);
  storage.onChange((organizationId) => customers.forget(organizationId));
  storage.onChange((organizationId) => projects.forget(organizationId));
  const { now } = sources;
  const app = await createServer({
    gateway: { storage, customers, projects, limiter: new MemoryRateLimiter(sources), sources },
    verification: {
      replay: createMemoryReplayStore({ now, maxEntries: MAX_SIGNATURES }),
      urlScheme: 'http',
    },
    limits: { families: { projects: NO_LIMIT, broadcast: NO_LIMIT, stagedoor: NO_LIMIT } },
    observers: [new GatewayMetrics({ version: 'bench', withProcess: false }).observe],
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const port = Number(new URL(app.listeningOrigin).port);
  return { port, world, database, storage, close: () => app.close() };
}
