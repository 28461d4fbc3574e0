import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CAN_START_REDIS, type LocalServer, startRedis } from '../../test/local-server.js';
import { connectRedis, type RedisConnection } from './connect-redis.js';
import { SharedReplayStore } from './shared-replay-store.js';

const windowSeconds = 300;

describe.skipIf(!CAN_START_REDIS)('SharedReplayStore', () => {
  let redis: LocalServer | undefined;
  let connections: RedisConnection[];
  let time: number;

  beforeEach(async () => {
    redis = await startRedis();
    connections = [];
    time = 1_795_242_600;
  });

  afterEach(async () => {
    for (const connection of connections) connection.close();
    await redis?.dispose();
  });

  async function open(): Promise<SharedReplayStore> {
    const connection = await connectRedis({ url: redis?.url ?? '' });
    connections.push(connection);
    return new SharedReplayStore({ redis: connection.redis, now: () => time, windowSeconds });
  }

  /** Remembers a signature that was made at that time. */
  const add = (store: SharedReplayStore, key: string, signedAt = time): Promise<string> =>
    store.addIfAbsent(key, signedAt + windowSeconds + 1);

  async function restart(): Promise<void> {
    await redis?.stop('SIGKILL');
    await expect.poll(() => connections.some(({ isReady }) => isReady)).toBe(false);
    await redis?.start();
    await expect
      .poll(() => connections.every(({ isReady }) => isReady), { timeout: 10_000 })
      .toBe(true);
  }

  it('remembers for all, also what was signed before one of them began', async () => {
    const first = await open();
    time += 100;
    const second = await open();
    expect(await add(first, 'a', time - 50)).toBe('added');
    expect(await add(second, 'a', time - 50)).toBe('present');
    expect(await add(second, 'b', time - 50)).toBe('added');
  });

  it('refuses what a Redis that has forgotten all may have seen', async () => {
    const [first, second] = [await open(), await open()];
    expect(await add(first, 'a')).toBe('added');
    const signedAt = time;
    time += 10;
    await restart();
    for (const store of [first, second]) {
      await expect(add(store, 'a', signedAt)).rejects.toThrow('sign it again');
    }
    expect(await add(first, 'b')).toBe('added');
    expect(await add(second, 'b')).toBe('present');
  });

  it('fails while Redis is away, and accepts what was signed since it is back', async () => {
    const store = await open();
    await redis?.stop('SIGKILL');
    await expect.poll(() => connections.some(({ isReady }) => isReady)).toBe(false);
    await expect(add(store, 'a')).rejects.toThrow("isn't writeable");
    await redis?.start();
    await expect
      .poll(() => add(store, 'a').catch(String), { timeout: 10_000 })
      .toMatch(/added|present/);
    expect(await add(store, 'a')).toBe('present');
  });
});
