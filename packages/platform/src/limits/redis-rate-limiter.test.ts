import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeRateLimiter } from '../../test/rate-limiter-contract.js';
import { REDIS_URL } from '../../test/test-databases.js';
import { TcpGate } from '../../test/tcp-gate.js';
import { until } from '../../test/until.js';
import { connectRedis, type RedisConnection } from '../redis/connect-redis.js';
import { MemoryRateLimiter } from './memory-rate-limiter.js';
import type { RateLimiter } from './rate-limiter.js';
import { type LimitsState, RedisRateLimiter } from './redis-rate-limiter.js';

const now = (): number => Math.floor(new Date().getTime() / 1000);

/** A window ends at most a second after it began. */
function nextWindow(): Promise<void> {
  const startedAt = now();
  return until(() => now() > startedAt + 1);
}

/** Keys that no other run has. */
function withOwnKeys(limiter: RateLimiter): RateLimiter {
  const run = randomBytes(8).toString('hex');
  return { take: (key, limit) => limiter.take(`${run}/${key}`, limit) };
}

describe.skipIf(REDIS_URL === undefined)('RedisRateLimiter', () => {
  let gate: TcpGate;
  let connection: RedisConnection;

  beforeAll(async () => {
    gate = await TcpGate.open(new URL(REDIS_URL ?? ''));
    connection = await connectRedis({ url: gate.url });
  });

  afterAll(async () => {
    connection.close();
    await gate.close();
  });

  const open = (onState?: (state: LimitsState) => void): RateLimiter => {
    const fallback = new MemoryRateLimiter({ now });
    return withOwnKeys(new RedisRateLimiter({ redis: connection.redis, now, fallback, onState }));
  };

  describe('while Redis is there', () => {
    describeRateLimiter(() => ({ limiter: open(), now, nextWindow }));

    it('counts for all processes together', async () => {
      const other = await connectRedis({ url: gate.url });
      const shared = randomBytes(8).toString('hex');
      const fallback = new MemoryRateLimiter({ now });
      const limiters = [connection, other].map(
        ({ redis }) => new RedisRateLimiter({ redis, now, fallback }),
      );
      const verdicts = await Promise.all(
        Array.from({ length: 10 }, async (_, i) => limiters[i % 2]?.take(shared, 4)),
      );
      expect(verdicts.filter((verdict) => verdict?.allowed)).toHaveLength(4);
      other.close();
    });
  });

  it('goes on without Redis, says so once, and comes back by itself', async () => {
    const states: string[] = [];
    const limiter = open(({ kind }) => states.push(kind));
    expect((await limiter.take('a', 3)).remaining).toBe(2);
    await gate.shut();
    await expect.poll(() => connection.isReady).toBe(false);
    const verdicts = await Promise.all(Array.from({ length: 9 }, async () => limiter.take('b', 3)));
    // Two of them where a second ends in between.
    expect(verdicts.filter(({ allowed }) => allowed).length).toBeLessThanOrEqual(6);
    expect(verdicts.some(({ allowed }) => allowed)).toBe(true);
    expect(states).toEqual(['degraded']);
    await gate.reopen();
    await expect
      .poll(
        async () => {
          await limiter.take('c', 1000);
          return states;
        },
        { timeout: 10_000, interval: 100 },
      )
      .toEqual(['degraded', 'shared']);
  });

  it('waits half a second for a Redis that is silent, and then not again at once', async () => {
    const limiter = open();
    await expect.poll(() => connection.isReady, { timeout: 10_000 }).toBe(true);
    gate.freeze();
    const startedAt = performance.now();
    expect((await limiter.take('a', 3)).allowed).toBe(true);
    const firstMillis = performance.now() - startedAt;
    expect(firstMillis).toBeGreaterThan(400);
    expect(firstMillis).toBeLessThan(3000);
    const begunAt = performance.now();
    expect((await limiter.take('a', 3)).allowed).toBe(true);
    expect(performance.now() - begunAt).toBeLessThan(200);
    gate.thaw();
  });
});
