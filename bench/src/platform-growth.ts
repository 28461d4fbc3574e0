import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openPostgres, openSqlite } from '@stagedoor/platform';
import { contend } from './platform-load.js';
import {
  admitByBasic,
  admitByHmac,
  type BenchOperation,
  createEntryPoint,
  listProjects,
} from './platform-requests.js';
import { compareRounds, type Round, runRounds } from './rounds.js';
import { prepareDatabase, startPlatform } from './platform-server.js';
import { BenchWorld, PROJECTS_EACH } from './platform-world.js';

const EMPTY_WORLD = { projects: PROJECTS_EACH, credentials: 1 };
const FULL_WORLD = { projects: 100_000, credentials: 1_000_000 };
/** Customers who take turns: twice as many as the platform keeps at hand. */
const CUSTOMERS = 20_000;
/** So that neighbours in time are none in the database. */
const STRIDE = 7919;
const CONNECTIONS = 64;
/** Reading from storage, an operation takes a second for as many. */
const MAX_REQUESTS_PER_ROUND = 3000;
const OPERATIONS = [listProjects, admitByBasic, admitByHmac, createEntryPoint];
/** Of the rows that `platform-fill.ts` makes. Counts up when they change. */
const FILL_VERSION = 1;

/** One operation in the empty database and in the full one. */
interface OperationGrowth {
  readonly name: string;
  /** One customer, whose rows the platform has at hand. */
  readonly atHand: GrowthPair;
  /** Each request reads its rows from the database; in the full one those of 20,000 customers in turn. */
  readonly fromStorage: GrowthPair;
}

/** Both, round by round. */
export interface GrowthPair {
  readonly empty: readonly Round[];
  readonly full: readonly Round[];
  /** The 99th percentile in the full database, as a multiple of that in the empty one: one per round, ascending. */
  readonly ratios: readonly number[];
}

/** What was measured with one engine. */
export interface PlatformGrowth {
  readonly engine: string;
  readonly projects: number;
  readonly credentials: number;
  readonly operations: readonly OperationGrowth[];
}

/** Both databases. */
interface GrowthDatabases {
  readonly empty: Database;
  readonly full: Database;
}

const pair = (empty: readonly Round[], full: readonly Round[]): GrowthPair => ({
  empty,
  full,
  ratios: compareRounds(full, empty, 'p99Millis'),
});

const someone = (): number => STRIDE;
const everyone = (serial: number): number => (serial * STRIDE) % CUSTOMERS;

/** Prepares both, and runs each operation in each way in both by turns. */
async function measureEngine(
  { empty, full }: GrowthDatabases,
  rounds: number,
): Promise<PlatformGrowth> {
  const emptyWorld = new BenchWorld(EMPTY_WORLD);
  const fullWorld = new BenchWorld(FULL_WORLD);
  await prepareDatabase(empty, emptyWorld);
  await prepareDatabase(full, fullWorld);
  const keepsNothing = { keeps: 'nothing' } as const;
  const servers = {
    emptyAtHand: await startPlatform(empty, emptyWorld),
    fullAtHand: await startPlatform(full, fullWorld),
    emptyFromStorage: await startPlatform(empty, emptyWorld, keepsNothing),
    fullFromStorage: await startPlatform(full, fullWorld, keepsNothing),
  };
  const measureOperation = async (wanted: BenchOperation): Promise<OperationGrowth> => {
    const requestsPerRound = Math.min(wanted.requestsPerRound, MAX_REQUESTS_PER_ROUND);
    const operation = { ...wanted, requestsPerRound };
    const contenders = [
      contend('empty at hand', operation, servers.emptyAtHand),
      contend('full at hand', operation, servers.fullAtHand, someone),
      contend('empty from storage', operation, servers.emptyFromStorage),
      contend('full from storage', operation, servers.fullFromStorage, everyone),
    ];
    const measured = await runRounds(contenders, { rounds, connections: CONNECTIONS });
    const of = (name: string): readonly Round[] => measured.get(name) ?? [];
    return {
      name: operation.name,
      atHand: pair(of('empty at hand'), of('full at hand')),
      fromStorage: pair(of('empty from storage'), of('full from storage')),
    };
  };
  const operations: OperationGrowth[] = [];
  for (const operation of OPERATIONS) operations.push(await measureOperation(operation));
  for (const server of Object.values(servers)) await server.close();
  await full.connection.deleteFrom('entry_points').execute();
  return { engine: full.engine, ...FULL_WORLD, operations };
}

/** The columns that there are, so that a database of another version is not taken for this one's. */
async function digestTables({ connection }: Database): Promise<string> {
  const tables = await connection.introspection.getTables();
  const text = JSON.stringify([FILL_VERSION, FULL_WORLD, tables]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Fills a file beside the one that is wanted, so that what is there is whole. */
async function makeFullFile(path: string): Promise<void> {
  const draft = `${path}.draft`;
  rmSync(draft, { force: true });
  rmSync(`${draft}-wal`, { force: true });
  const database = await openSqlite(draft);
  await prepareDatabase(database, new BenchWorld(FULL_WORLD));
  await database.close();
  renameSync(draft, path);
}

/** The full database, which is made once and kept among the temporary files: 0.5 GB. */
async function openFullFile(empty: Database): Promise<Database> {
  const folder = join(tmpdir(), 'stagedoor-bench');
  mkdirSync(folder, { recursive: true });
  const name = `${await digestTables(empty)}.db`;
  for (const other of readdirSync(folder)) {
    if (!other.startsWith(name)) rmSync(join(folder, other), { force: true });
  }
  const path = join(folder, name);
  if (!existsSync(path)) await makeFullFile(path);
  return openSqlite(path);
}

/** Measures the operations in an empty embedded database, and in one that is full. `folder` is for temporary files. */
export async function measureSqliteGrowth(folder: string, rounds: number): Promise<PlatformGrowth> {
  const empty = await openSqlite(join(folder, 'empty.db'));
  try {
    const full = await openFullFile(empty);
    try {
      return await measureEngine({ empty, full }, rounds);
    } finally {
      await full.close();
    }
  } finally {
    await empty.close();
  }
}

const timers = {
  after: (delayMillis: number, task: () => void): (() => void) => {
    const timer = setTimeout(task, delayMillis);
    return () => clearTimeout(timer);
  },
};

/** The same in two databases of PostgreSQL, which are empty, or hold what an earlier run has put there. */
export async function measurePostgresGrowth(
  [emptyUrl, fullUrl]: readonly [string, string],
  rounds: number,
): Promise<PlatformGrowth> {
  const empty = await openPostgres(emptyUrl, { timers });
  const full = await openPostgres(fullUrl, { timers });
  try {
    return await measureEngine({ empty, full }, rounds);
  } finally {
    await empty.close();
    await full.close();
  }
}
