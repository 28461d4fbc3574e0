import { openSqlite } from '@stagedoor/platform';
import { BARE_PATHS, startBareRoutes } from './platform-bare.js';
import {
  admitByBasic,
  admitByHmac,
  type BenchOperation,
  createEntryPoint,
  listProjects,
  listProjectsAt,
} from './platform-requests.js';
import { compareRounds, type Contender, type Round, runRounds } from './rounds.js';
import { type BenchPlatform, prepareDatabase, startPlatform } from './platform-server.js';
import { BenchWorld, PROJECTS_EACH } from './platform-world.js';

const CONNECTIONS = [1, 64, 512];
/** Of a server that has nothing else: what a first start makes. */
const SMALL_WORLD = { projects: PROJECTS_EACH, credentials: 1 };
const OPERATIONS = [listProjects, admitByBasic, admitByHmac, createEntryPoint];

/** What one operation reached. */
interface OperationLoad {
  readonly name: string;
  readonly connections: number;
  readonly rounds: readonly Round[];
}

/** The listing of the platform beside that of a route without a pipeline. */
export interface RouteComparison {
  readonly ours: string;
  readonly bare: string;
  readonly connections: number;
  /** Whether a share is asked of it. */
  readonly isTarget: boolean;
  /** Requests per second, of those of the bare route: one per round, ascending. */
  readonly shares: readonly number[];
}

/** What all of them reached. */
export interface PlatformLoad {
  readonly operations: readonly OperationLoad[];
  readonly comparisons: readonly RouteComparison[];
}

/** A platform in an embedded database of its own, in that folder. */
async function openSmallPlatform(folder: string): Promise<BenchPlatform> {
  const database = await openSqlite(`${folder}/small.db`);
  const world = new BenchWorld(SMALL_WORLD);
  await prepareDatabase(database, world);
  return startPlatform(database, world);
}

/** An operation of a platform, called by one customer of each organization in turn. */
export function contend(
  name: string,
  operation: BenchOperation,
  platform: BenchPlatform,
  organizationOf: (serial: number) => number = () => 0,
): Contender {
  const { world, port, database } = platform;
  const authority = `127.0.0.1:${port}`;
  let serial = 0;
  return {
    name,
    port,
    requestsPerRound: operation.requestsPerRound,
    makeRequest: () => {
      serial += 1;
      const organization = organizationOf(serial);
      return operation.makeRequest({ world, organization, serial, authority });
    },
    // What a round has made is there no more in the next one, so that all meet the same.
    prepare: async () => {
      await database.connection.deleteFrom('entry_points').execute();
    },
  };
}

/** The same listing by the platform and by a bare route, side by side. */
const COMPARISONS = [
  { ours: 'GET projects, basic, read', bare: 'GET projects, bare, read', isTarget: true },
  { ours: listProjects.name, bare: 'GET projects, bare', isTarget: false },
] as const;

/** Measures each operation at 1, 64 and 512 connections, and the listing beside routes that have nothing but Fastify. */
export async function measureLoad(folder: string, rounds: number): Promise<PlatformLoad> {
  const platform = await openSmallPlatform(folder);
  const { database, world } = platform;
  const reading = await startPlatform(database, world, { keeps: 'customers' });
  const bare = await startBareRoutes(platform);
  const { port } = bare;
  const [read, atHand] = COMPARISONS;
  const contenders = [
    { ...contend(atHand.bare, listProjectsAt(BARE_PATHS.atHand), platform), port },
    { ...contend(read.bare, listProjectsAt(BARE_PATHS.read), platform), port },
    contend(read.ours, listProjects, reading),
    ...OPERATIONS.map((operation) => contend(operation.name, operation, platform)),
  ];
  const operations: OperationLoad[] = [];
  const comparisons: RouteComparison[] = [];
  for (const connections of CONNECTIONS) {
    const measured = await runRounds(contenders, { rounds, connections });
    for (const [name, each] of measured) operations.push({ name, connections, rounds: each });
    for (const { ours, bare: other, isTarget } of COMPARISONS) {
      const [one = [], two = []] = [measured.get(ours), measured.get(other)];
      const shares = compareRounds(one, two, 'requestsPerSecond');
      comparisons.push({ ours, bare: other, connections, isTarget, shares });
    }
  }
  await bare.close();
  for (const server of [reading, platform]) await server.close();
  await database.close();
  return { operations, comparisons };
}
