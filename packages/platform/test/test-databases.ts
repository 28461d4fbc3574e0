import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Timers } from '../src/domain/timers.js';
import type { Database } from '../src/storage/database.js';
import { openDatabase } from '../src/storage/open-database.js';
import type { DatabaseLocation } from '../src/storage/parse-database-location.js';

/** A place for a database, with nothing there yet. */
export interface TestPlace {
  readonly location: DatabaseLocation;
  dispose(): Promise<void>;
}

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly database: Database;
  /** The file, or the URL. */
  readonly location: string;
  dispose(): Promise<void>;
}

/** An engine that tests can run on. */
export interface TestEngine {
  readonly name: 'sqlite' | 'postgres';
  /** Where a database can be made. */
  makePlace(): Promise<TestPlace>;
  /** An empty database, brought to this version. */
  open(): Promise<TestDatabase>;
}

/** Real timers, which keep no process alive. */
export const testTimers: Timers = {
  after: (delayMillis, task) => {
    const timer = setTimeout(task, delayMillis);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Where a PostgreSQL is; undefined where there is none. See `start-databases.ts`. */
export const POSTGRES_URL: string | undefined = process.env['STAGEDOOR_TEST_POSTGRES_URL'];

/** Where a Redis is; undefined where there is none. */
export const REDIS_URL: string | undefined = process.env['STAGEDOOR_TEST_REDIS_URL'];

async function inPostgres(statement: string): Promise<void> {
  const client = new Client({ connectionString: POSTGRES_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A PostgreSQL database without tables, and how to drop it. */
export async function makePostgresDatabase(): Promise<{
  readonly url: string;
  readonly dispose: () => Promise<void>;
}> {
  // The time is for whoever drops what killed tests have left.
  const madeAt = Math.floor((performance.timeOrigin + performance.now()) / 1000);
  const name = `stagedoor_test_${madeAt}_${randomBytes(6).toString('hex')}`;
  await inPostgres(`create database ${name}`);
  const url = new URL(POSTGRES_URL ?? '');
  url.pathname = `/${name}`;
  return { url: url.href, dispose: () => inPostgres(`drop database ${name} with (force)`) };
}

/** Ends all connections to that database, as a restart of PostgreSQL or of a network does. */
export async function cutConnections(url: string): Promise<void> {
  const { pathname } = new URL(url);
  await inPostgres(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${pathname.slice(1)}'`,
  );
}

/** A folder that is gone after the test. */
export function makeTestFolder(): { readonly path: string; dispose(): void } {
  const path = mkdtempSync(join(tmpdir(), 'stagedoor-test-'));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

async function openAt(place: TestPlace): Promise<TestDatabase> {
  const { location } = place;
  const database = await openDatabase(location, { timers: testTimers });
  return {
    database,
    location: location.file ?? location.url,
    dispose: async () => {
      await database.close();
      await place.dispose();
    },
  };
}

async function makeSqlitePlace(): Promise<TestPlace> {
  const folder = makeTestFolder();
  const location = { file: join(folder.path, 'stagedoor.db') };
  return { location, dispose: async () => folder.dispose() };
}

async function makePostgresPlace(): Promise<TestPlace> {
  const { url, dispose } = await makePostgresDatabase();
  return { location: { url }, dispose };
}

const SQLITE: TestEngine = {
  name: 'sqlite',
  makePlace: makeSqlitePlace,
  open: async () => openAt(await makeSqlitePlace()),
};

const POSTGRES: TestEngine = {
  name: 'postgres',
  makePlace: makePostgresPlace,
  open: async () => openAt(await makePostgresPlace()),
};

/**
 * Every engine with what is needed to run on it: `describe.each(TEST_ENGINES)`, and `describe.skipIf(!isThere)` inside, so
 * that what is skipped has a name.
 */
export const TEST_ENGINES: readonly { readonly engine: TestEngine; readonly isThere: boolean }[] = [
  { engine: SQLITE, isThere: true },
  { engine: POSTGRES, isThere: POSTGRES_URL !== undefined },
];
