import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { RedisConnection } from './redis-connection.js';

/** A Redis that can be used. */
export interface FoundRedis {
  readonly url: string;
  /** Ends the server, where it was started for this. */
  stop(): Promise<void>;
}

const SERVER_PROGRAM = 'redis-server';
const DEFAULT_URL = 'redis://127.0.0.1:6379';

// oxlint-disable-next-line node/no-process-env -- because where a Redis is, and whether one must be there, the environment says
const { STAGEDOOR_TEST_REDIS_URL, CI } = process.env;

/** Whether a test that needs Redis must fail where there is none. */
export const MUST_HAVE_REDIS = STAGEDOOR_TEST_REDIS_URL !== undefined || CI === 'true';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url: string): Promise<boolean> {
  try {
    const connection = await RedisConnection.open(url);
    connection.close();
    return true;
  } catch {
    return false;
  }
}

/** Starts `redis-server` of the PATH, without any file. Undefined where there is none. */
async function startRedis(): Promise<FoundRedis | undefined> {
  const port = await freePort();
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()];
  const server = spawn(SERVER_PROGRAM, flags, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => {
    server.once('error', () => resolve());
    server.once('exit', () => resolve());
  });
  const ready = (async () => {
    for await (const line of createInterface({ input: server.stdout })) {
      if (line.includes('Ready to accept connections')) return true;
    }
    return false;
  })();
  const isReady = await Promise.race([ready, ended.then(() => false)]);
  if (!isReady) return undefined;
  server.stdout.resume();
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}

/**
 * The Redis of `STAGEDOOR_TEST_REDIS_URL`; else the one of this machine; else one that is started for this. Undefined where
 * none of them is there.
 */
export async function findRedis(): Promise<FoundRedis | undefined> {
  const url = STAGEDOOR_TEST_REDIS_URL ?? DEFAULT_URL;
  if (await answers(url)) return { url, stop: () => Promise.resolve() };
  return STAGEDOOR_TEST_REDIS_URL === undefined ? startRedis() : undefined;
}
