import { describe, expect, it } from 'vitest';
import { REDIS_URL } from '../../../packages/platform/test/test-databases.js';
import { TcpGate } from '../../../packages/platform/test/tcp-gate.js';
import { openSharing, type Sharing } from './open-sharing.js';

const now = (): number => Math.floor((performance.timeOrigin + performance.now()) / 1000);
const sources = { now, randomBytes: (size: number) => new Uint8Array(size) };
const WINDOW_SECONDS = 300;
const EXPIRES_IN_SECONDS = WINDOW_SECONDS + 1;

interface Told {
  readonly counted: string[];
  readonly failed: string[];
  readonly noted: string[];
}

async function open(redis: string | undefined): Promise<Told & { readonly sharing: Sharing }> {
  const told: Told = { counted: [], failed: [], noted: [] };
  const watch = {
    count: (event: string) => void told.counted.push(event),
    fail: (what: string) => void told.failed.push(what),
    note: (what: string) => void told.noted.push(what),
  };
  return {
    ...told,
    sharing: await openSharing({ redis, sources, windowSeconds: WINDOW_SECONDS, watch }),
  };
}

const readGauge = async ({ gauges }: Sharing): Promise<unknown> =>
  (await gauges[0]?.read())?.get('');

describe('openSharing', () => {
  it('is for one process alone without Redis', async () => {
    const { sharing } = await open(undefined);
    expect([sharing.checks, sharing.gauges]).toEqual([[], []]);
    expect((await sharing.limiter.take('a', 2)).remaining).toBe(1);
    expect(await sharing.replay.addIfAbsent('a', now() + EXPIRES_IN_SECONDS)).toBe('added');
    sharing.close();
  });

  it('does not need Redis to be there: limits go on, and what must come only once is refused', async () => {
    const { sharing, counted, failed, noted } = await open('redis://:s3cret@127.0.0.1:1');
    expect(failed).toEqual([expect.stringContaining('Redis is away')]);
    expect(sharing.checks).toMatchObject([{ name: 'redis', isOptional: true }]);
    await expect(sharing.checks[0]?.run()).rejects.toThrow("isn't writeable");
    expect(await readGauge(sharing)).toBe(0);
    expect((await sharing.limiter.take('a', 2)).remaining).toBe(1);
    await expect(sharing.replay.addIfAbsent('a', now() + EXPIRES_IN_SECONDS)).rejects.toThrow(
      "isn't writeable",
    );
    expect(counted).toEqual(['redis_away', 'limits_degraded']);
    expect(noted).toEqual([expect.stringContaining('limits')]);
    sharing.close();
  });
});

describe.skipIf(REDIS_URL === undefined)('openSharing with Redis', () => {
  it('tells that it went and came back, and nothing at the start', async () => {
    const gate = await TcpGate.open(new URL(REDIS_URL ?? ''));
    const { sharing, counted, failed, noted } = await open(gate.url);
    await sharing.checks[0]?.run();
    expect(await readGauge(sharing)).toBe(1);
    expect([counted, failed, noted]).toEqual([[], [], []]);
    await gate.shut();
    await expect.poll(() => counted).toEqual(['redis_away']);
    await gate.reopen();
    await expect.poll(() => counted, { timeout: 10_000 }).toEqual(['redis_away', 'redis_back']);
    expect(noted).toEqual(['Redis is back']);
    sharing.close();
    await gate.close();
  });

  it('tells why limits are not shared while Redis is there and says nothing', async () => {
    const gate = await TcpGate.open(new URL(REDIS_URL ?? ''));
    const { sharing, counted, failed } = await open(gate.url);
    gate.freeze();
    expect((await sharing.limiter.take('a', 2)).allowed).toBe(true);
    expect(counted).toEqual(['limits_degraded']);
    expect(failed).toEqual([expect.stringContaining('limits are those of each process')]);
    sharing.close();
    await gate.close();
  });
});
