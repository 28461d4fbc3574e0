import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Database } from '../src/storage/database.js';
import { openPostgres } from '../src/storage/postgres/open-postgres.js';
import { openSqlite } from '../src/storage/sqlite/open-sqlite.js';

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
  /** An empty database, brought to this version. */
  open(): Promise<TestDatabase>;
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });

const env = process.env;

/** Where a PostgreSQL is: the one that is named, or the one on the standard port. */
const POSTGRES_URL =
  env['STAGEDOOR_TEST_POSTGRES_URL'] ??
  ((await isListening(5432)) ? 'postgres://postgres@127.0.0.1:5432/postgres' : undefined);

/** Where a Redis is: the one that is named, or the one on the standard port; undefined where there is none. */
export const REDIS_URL: string | undefined =
  env['STAGEDOOR_TEST_REDIS_URL'] ??
  ((await isListening(6379)) ? 'redis://127.0.0.1:6379' : undefined);

/** Where tests must not be skipped, what they need is missing. */
if (env['CI'] === 'true' && (POSTGRES_URL === undefined || REDIS_URL === undefined)) {
  throw new Error(
    'CI needs PostgreSQL and Redis: start them, or name them in STAGEDOOR_TEST_*_URL',
  );
}

async function inPostgres(statement: string): Promise<void> {
  const client = new Client({ connectionString: POSTGRES_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** A PostgreSQL database without tables, and how to drop it. */
export async function makePostgresDatabase(): Promise<{
  readonly url: string;
  readonly dispose: () => Promise<void>;
}> {
  const name = `stagedoor_test_${randomBytes(6).toString('hex')}`;
  await inPostgres(`create database ${name}`);
  const url = new URL(POSTGRES_URL ?? '');
  url.pathname = `/${name}`;
  return { url: url.href, dispose: () => inPostgres(`drop database ${name} with (force)`) };
}

/** A folder that is gone after the test. */
export function makeTestFolder(): { readonly path: string; dispose(): void } {
  const path = mkdtempSync(join(tmpdir(), 'stagedoor-test-'));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

const SQLITE: TestEngine = {
  name: 'sqlite',
  open: async () => {
    const folder = makeTestFolder();
    const location = join(folder.path, 'stagedoor.db');
    const database = await openSqlite(location);
    const dispose = async (): Promise<void> => {
      await database.close();
      folder.dispose();
    };
    return { database, location, dispose };
  },
};

const POSTGRES: TestEngine = {
  name: 'postgres',
  open: async () => {
    const { url, dispose } = await makePostgresDatabase();
    const database = await openPostgres(url);
    return {
      database,
      location: url,
      dispose: async () => {
        await database.close();
        await dispose();
      },
    };
  },
};

/**
 * Every engine with what is needed to run on it: `describe.each(TEST_ENGINES)`, and `describe.skipIf(!isThere)` inside, so
 * that what is skipped has a name.
 */
export const TEST_ENGINES: readonly { readonly engine: TestEngine; readonly isThere: boolean }[] = [
  { engine: SQLITE, isThere: true },
  { engine: POSTGRES, isThere: POSTGRES_URL !== undefined },
];
