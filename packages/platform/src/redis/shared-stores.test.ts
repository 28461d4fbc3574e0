import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { REDIS_URL } from '../../test/test-databases.js';
import { TcpGate } from '../../test/tcp-gate.js';
import { connectRedis } from './connect-redis.js';
import { createSharedStores } from './shared-stores.js';

const now = (): number => Math.floor(new Date().getTime() / 1000);

describe.skipIf(REDIS_URL === undefined)('createSharedStores', () => {
  it('shares limits and what was seen; without Redis limits go on, and the replay memory fails', async () => {
    const gate = await TcpGate.open(new URL(REDIS_URL ?? ''));
    const connections = [
      await connectRedis({ url: gate.url }),
      await connectRedis({ url: gate.url }),
    ];
    const states: string[] = [];
    const [first, second] = connections.map((connection) =>
      createSharedStores(connection, {
        sources: { now },
        windowSeconds: 99,
        onLimitsState: ({ kind }) => states.push(kind),
      }),
    );
    const key = randomBytes(8).toString('hex');
    expect(await first?.replay.addIfAbsent(key, now() + 100)).toBe('added');
    expect(await second?.replay.addIfAbsent(key, now() + 100)).toBe('present');
    expect((await first?.limiter.take(key, 1000))?.remaining).toBe(999);
    expect((await second?.limiter.take(key, 1000))?.remaining).toBe(998);
    await gate.shut();
    await expect.poll(() => connections.some(({ isReady }) => isReady)).toBe(false);
    await expect(first?.replay.addIfAbsent(key, now() + 100)).rejects.toThrow(
      "Stream isn't writeable",
    );
    expect((await first?.limiter.take(key, 1000))?.allowed).toBe(true);
    expect(states).toEqual(['degraded']);
    for (const connection of connections) connection.close();
    await gate.close();
  });
});
