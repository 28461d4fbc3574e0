import { afterEach, describe, expect, it } from 'vitest';
import { REDIS_URL } from '../../test/test-databases.js';
import { TcpGate } from '../../test/tcp-gate.js';
import { connectRedis, type RedisConnection } from './connect-redis.js';

const connections: RedisConnection[] = [];

async function open(url: string, states: string[] = []): Promise<RedisConnection> {
  const connection = await connectRedis({ url, onState: ({ kind }) => states.push(kind) });
  connections.push(connection);
  return connection;
}

afterEach(() => {
  for (const connection of connections.splice(0)) connection.close();
});

/** Nobody listens there. */
const NOWHERE = 'redis://127.0.0.1:1';

describe('connectRedis', () => {
  it('does not wait for a Redis that is not there, and commands fail at once', async () => {
    const connection = await open(NOWHERE);
    expect(connection.isReady).toBe(false);
    const startedAt = performance.now();
    await expect(connection.ping()).rejects.toThrow("Stream isn't writeable");
    expect(performance.now() - startedAt).toBeLessThan(400);
  });

  it('says nothing once it is closed', async () => {
    const states: string[] = [];
    const connection = await open(NOWHERE, states);
    connection.close();
    expect(states).toEqual(['away']);
  });
});

describe.skipIf(REDIS_URL === undefined)('connectRedis with a Redis', () => {
  it('is ready, and comes back by itself when it was away', async () => {
    const gate = await TcpGate.open(new URL(REDIS_URL ?? ''));
    const states: string[] = [];
    const connection = await open(gate.url, states);
    await connection.ping();
    await gate.shut();
    await expect.poll(() => states).toEqual(['ready', 'away']);
    await expect(connection.ping()).rejects.toThrow("Stream isn't writeable");
    await gate.reopen();
    await expect.poll(() => connection.isReady, { timeout: 10_000 }).toBe(true);
    await connection.ping();
    expect(states).toEqual(['ready', 'away', 'ready']);
    await gate.close();
  });

  it('is not ready where Redis has no such database', async () => {
    const causes: unknown[] = [];
    const connection = await connectRedis({
      url: new URL('/123456', REDIS_URL).href,
      onState: (state) => causes.push(state.kind === 'away' ? state.cause : state.kind),
    });
    connections.push(connection);
    await expect.poll(() => causes.length).toBeGreaterThan(0);
    expect(connection.isReady).toBe(false);
    expect(String(causes)).toContain('out of range');
  });

  it('gives up a command that is not answered, and one that was sent is never sent again', async () => {
    const gate = await TcpGate.open(new URL(REDIS_URL ?? ''));
    const connection = await open(gate.url);
    gate.freeze();
    const startedAt = performance.now();
    await expect(connection.ping()).rejects.toThrow('timed out');
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await gate.close();
  });
});
