import { describe, expect, it } from 'vitest';
import { CallerMissingError, NotGrantedError } from '../errors.js';
import { MemoryTokenLimiter } from './memory-token-limiter.js';
import { UnprovenLimit } from './unproven-limit.js';

const A = '192.0.2.1';
const B = '192.0.2.2';

/** Limits of 3, a clock, and what was looked at: each failure is one look. */
function open() {
  const clock = { time: 1000 };
  const now = (): number => clock.time;
  const limiter = new MemoryTokenLimiter(now);
  const limit = new UnprovenLimit({ limiter, now, limitPerSecond: 3 });
  const looks = { count: 0 };
  const fail = (): never => {
    looks.count += 1;
    throw new CallerMissingError();
  };
  const attempt = async (
    address: string | undefined,
    prove: () => string | Promise<string>,
  ): Promise<string> => {
    try {
      return await limit.attempt(address, prove);
    } catch (error) {
      return (error as { readonly code: string }).code;
    }
  };
  const failTimes = async (address: string | undefined, times: number): Promise<string[]> => {
    const codes: string[] = [];
    for (let i = 0; i < times; i += 1) codes.push(await attempt(address, fail));
    return codes;
  };
  return { limit, clock, looks, attempt, failTimes };
}

const prove = (): string => 'proven';

describe('UnprovenLimit', () => {
  it('gives what is proven, at once or later', async () => {
    const { limit } = open();
    expect(await limit.attempt(A, prove)).toBe('proven');
    expect(await limit.attempt(A, () => Promise.resolve('proven'))).toBe('proven');
    expect(await limit.attempt(undefined, prove)).toBe('proven');
  });

  it('looks at no credential of an address that has failed too often, not even a good one', async () => {
    const { looks, attempt, failTimes } = open();
    expect(await failTimes(A, 6)).toEqual([
      'caller_missing',
      'caller_missing',
      'caller_missing',
      'too_many_token_requests',
      'too_many_token_requests',
      'too_many_token_requests',
    ]);
    expect(looks.count).toBe(4);
    expect(await attempt(A, prove)).toBe('too_many_token_requests');
    expect(await attempt(B, prove)).toBe('proven');
  });

  it('looks again in the next second', async () => {
    const { clock, attempt, failTimes } = open();
    await failTimes(A, 4);
    clock.time += 1;
    expect(await attempt(A, prove)).toBe('proven');
  });

  it('says when to ask again', async () => {
    const { limit, failTimes } = open();
    await failTimes(A, 4);
    await expect(limit.attempt(A, prove)).rejects.toThrow(
      expect.objectContaining({ status: 429, retryAfterSeconds: 1 }),
    );
  });

  it('counts a whole network of IPv6 as one', async () => {
    const { attempt, failTimes } = open();
    await failTimes('2001:db8::1', 2);
    await failTimes('2001:db8::2', 2);
    expect(await attempt('2001:db8::ffff', prove)).toBe('too_many_token_requests');
    expect(await attempt('2001:db8:0:1::1', prove)).toBe('proven');
  });

  it('counts nothing where no address is known, so that one stranger cannot lock out all', async () => {
    const { attempt, failTimes } = open();
    await failTimes(undefined, 100);
    expect(await attempt(undefined, prove)).toBe('proven');
  });

  it('counts no failure that says nothing of the credential', async () => {
    const { attempt } = open();
    for (let i = 0; i < 10; i += 1) {
      await attempt(A, () => {
        throw new NotGrantedError('no');
      });
      await attempt(A, () => Promise.reject(new TypeError('broken')));
    }
    expect(await attempt(A, prove)).toBe('proven');
  });

  it('looks at no more at once than may fail, though all are sent at once', async () => {
    const { attempt } = open();
    let looks = 0;
    const failLater = async (): Promise<never> => {
      looks += 1;
      await Promise.resolve();
      throw new CallerMissingError();
    };
    const codes = await Promise.all(Array.from({ length: 1000 }, () => attempt(A, failLater)));
    expect(looks).toBeLessThanOrEqual(6);
    expect(codes.filter((code) => code === 'too_many_token_requests').length).toBe(1000 - 3);
    expect(await attempt(B, prove)).toBe('proven');
  });

  it('lets all pass in their turn that are good, however slow', async () => {
    const { attempt } = open();
    let running = 0;
    let most = 0;
    const proveLater = async (): Promise<string> => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return 'proven';
    };
    const results = await Promise.all(Array.from({ length: 50 }, () => attempt(A, proveLater)));
    expect(new Set(results)).toEqual(new Set(['proven']));
    expect(most).toBe(3);
  });

  it('locks nobody out for longer where the clock is set back', async () => {
    const { clock, attempt, failTimes } = open();
    await failTimes(A, 4);
    clock.time -= 3600;
    expect(await attempt(A, prove)).toBe('proven');
  });

  it('counts where the limiter is elsewhere', async () => {
    let count = 0;
    const limit = new UnprovenLimit({
      now: () => 1000,
      limitPerSecond: 3,
      limiter: {
        take: async (_, limitPerSecond) => {
          count += 1;
          return { allowed: count <= limitPerSecond, resetAt: 1001 };
        },
      },
    });
    const fail = (): Promise<never> => Promise.reject(new CallerMissingError());
    for (let i = 0; i < 4; i += 1) {
      await expect(limit.attempt(A, fail)).rejects.toMatchObject({ code: expect.any(String) });
    }
    await expect(limit.attempt(A, prove)).rejects.toThrow(
      expect.objectContaining({ code: 'too_many_token_requests' }),
    );
  });
});
