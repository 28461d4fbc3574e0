import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createMemoryReplayStore, type ReplayStore } from '../src/index.js';
import { createRedisReplayStore } from '../src/redis.js';
import { findRedis, MUST_HAVE_REDIS } from './find-redis.js';
import { RedisConnection } from './redis-connection.js';
import { testReplayStore } from './replay-store-contract.js';
import { NOW } from './sample-customer.js';

describe('the replay store in memory', () => {
  testReplayStore(() => createMemoryReplayStore({ now: () => NOW }));
});

const redis = await findRedis();
const connections =
  redis === undefined ? [] : await Promise.all([1, 2].map(() => RedisConnection.open(redis.url)));
const prefixes: string[] = [];

/** One of the connections: each stands for a process. */
function connection(index = 0): RedisConnection {
  const found = connections[index];
  if (found === undefined) {
    throw new Error('there is no Redis: start one, or set STAGEDOOR_TEST_REDIS_URL');
  }
  return found;
}

/** Keys that no other test and no other run has. */
function drawPrefix(): string {
  const prefix = `stagedoor:test:${randomUUID()}:`;
  prefixes.push(prefix);
  return prefix;
}

const openStore = (prefix = drawPrefix(), index = 0): ReplayStore =>
  createRedisReplayStore({ send: connection(index).send, prefix, now: () => NOW });

afterAll(async () => {
  if (redis === undefined) return;
  for (const prefix of prefixes) {
    const names = (await connection().send('KEYS', `${prefix}*`)) as readonly string[];
    if (names.length > 0) await connection().send('DEL', ...names);
  }
  for (const each of connections) each.close();
  await redis.stop();
});

describe('the replay store in Redis', () => {
  const isSkipped = redis === undefined && !MUST_HAVE_REDIS;

  testReplayStore(openStore, isSkipped);

  it.skipIf(isSkipped)('is one for several processes', async () => {
    const prefix = drawPrefix();
    const stores = [0, 1].map((index) => openStore(prefix, index));
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, index) =>
        stores[index % 2]!.addIfAbsent('a', NOW + 600),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
  });

  it.skipIf(isSkipped)(
    'leaves it to Redis to forget, a margin after the end, and shows it no signature',
    async () => {
      const prefix = drawPrefix();
      const key = `customer\0${'x'.repeat(5000)}`;
      await createRedisReplayStore({
        send: connection().send,
        prefix,
        now: () => NOW,
      }).addIfAbsent(key, NOW + 600);
      const names = (await connection().send('KEYS', `${prefix}*`)) as readonly string[];
      expect(names).toEqual([
        expect.stringMatching(/^stagedoor:test:[-0-9a-f]{36}:[A-Za-z0-9+/]{43}=$/),
      ]);
      const lifeSeconds = Number(await connection().send('TTL', names[0]!));
      expect(Math.abs(lifeSeconds - 660)).toBeLessThanOrEqual(5);
    },
  );

  it.skipIf(isSkipped)('fails where Redis is gone', async () => {
    const gone = await RedisConnection.open(redis?.url ?? '');
    gone.close();
    const store = createRedisReplayStore({ send: gone.send, prefix: drawPrefix(), now: () => NOW });
    await expect(store.addIfAbsent('a', NOW + 600)).rejects.toThrow('closed');
  });
});
