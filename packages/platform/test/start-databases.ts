/**
 * Before all tests: finds PostgreSQL and Redis, or starts them from the programs of this machine, and tells the tests by
 * STAGEDOOR_TEST_POSTGRES_URL and STAGEDOOR_TEST_REDIS_URL, which whoever has servers elsewhere can set. Where there are
 * none, the tests that need them are skipped by their names; but not where CI says that nothing may be skipped.
 */
import { Client } from 'pg';
import { isListening, type LocalServer, startPostgres, startRedis } from './local-server.js';

const { env } = process;

/** A server, how it is named, where it is as a rule, and how it is started otherwise. */
interface NeededServer {
  readonly name: string;
  readonly variable: string;
  readonly standardPort: number;
  readonly standardUrl: string;
  readonly start: () => Promise<LocalServer | undefined>;
}

const SERVERS: readonly NeededServer[] = [
  {
    name: 'PostgreSQL',
    variable: 'STAGEDOOR_TEST_POSTGRES_URL',
    standardPort: 5432,
    standardUrl: 'postgres://postgres@127.0.0.1:5432/postgres',
    start: startPostgres,
  },
  {
    name: 'Redis',
    variable: 'STAGEDOOR_TEST_REDIS_URL',
    standardPort: 6379,
    standardUrl: 'redis://127.0.0.1:6379',
    start: startRedis,
  },
];

/** Databases of test runs that were killed are dropped after this time. */
const LEFTOVER_SECONDS = 3600;

/** The databases of tests are called `stagedoor_test_<Unix seconds>_<random>`. */
const LEFTOVERS = `select datname as name from pg_database
  where datname ~ '^stagedoor_test_[0-9]+_'
    and split_part(datname, '_', 3)::bigint < extract(epoch from now()) - $1
    and not exists (select 1 from pg_stat_activity where pg_stat_activity.datname = pg_database.datname)`;

async function dropLeftovers(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(LEFTOVERS, [LEFTOVER_SECONDS]);
    for (const { name } of rows) await client.query(`drop database if exists ${name}`);
  } finally {
    await client.end();
  }
}

/** Whether the server at the standard place lets tests in: it may be somebody's own, with a password. */
async function isUsable({ standardUrl }: NeededServer): Promise<boolean> {
  if (!standardUrl.startsWith('postgres:')) return true;
  try {
    await dropLeftovers(standardUrl);
    return true;
  } catch {
    return false;
  }
}

/** Finds or starts one, and gives back what stops it. */
async function provide(server: NeededServer): Promise<() => Promise<void>> {
  const { name, variable, standardPort, standardUrl, start } = server;
  if (env[variable] !== undefined) return async () => {};
  if ((await isListening(standardPort)) && (await isUsable(server))) {
    env[variable] = standardUrl;
    return async () => {};
  }
  const started = await start();
  if (started !== undefined) {
    env[variable] = started.url;
    return () => started.dispose();
  }
  if (env['CI'] === 'true') {
    throw new Error(`CI needs ${name}: install or start it, or name one in ${variable}`);
  }
  return async () => {};
}

/** What vitest calls before the first test, and what it calls after the last one. */
export async function setup(): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = [];
  for (const server of SERVERS) stops.push(await provide(server));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
