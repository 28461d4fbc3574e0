import { expect, it } from 'vitest';
import type { RateLimiter } from '../src/limits/rate-limiter.js';

/** A limiter, and how to come to its next window. */
export interface LimiterUnderTest {
  readonly limiter: RateLimiter;
  /** Unix seconds, by the limiter's clock. */
  readonly now: () => number;
  readonly nextWindow: () => Promise<void>;
}

/** What every limiter does, whatever it counts in. */
export function describeRateLimiter(make: () => LimiterUnderTest): void {
  const LIMIT = 5;

  const takeAll = (limiter: RateLimiter, key: string, count: number): Promise<boolean[]> =>
    Promise.all(
      Array.from({ length: count }, async () => (await limiter.take(key, LIMIT)).allowed),
    );

  it('allows as many as the limit says, and not one more', async () => {
    const { limiter } = make();
    const allowed = await takeAll(limiter, 'all', LIMIT * 3);
    expect(allowed.filter(Boolean)).toHaveLength(LIMIT);
    expect(allowed.slice(0, LIMIT)).toEqual(Array.from({ length: LIMIT }, () => true));
  });

  it('says what is left, and when the next window begins', async () => {
    const { limiter, now } = make();
    const verdicts = [];
    for (let i = 0; i < LIMIT + 2; i += 1) verdicts.push(await limiter.take('left', LIMIT));
    expect(verdicts.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, 0, 0, 0]);
    for (const { limit, resetAt } of verdicts) {
      expect(limit).toBe(LIMIT);
      expect(resetAt - now()).toBeGreaterThanOrEqual(0);
      expect(resetAt - now()).toBeLessThanOrEqual(2);
    }
  });

  it('counts each key by itself', async () => {
    const { limiter } = make();
    await takeAll(limiter, 'one', LIMIT + 1);
    expect((await limiter.take('other', LIMIT)).allowed).toBe(true);
    // Neither of them is a part of the other.
    expect((await limiter.take('one/', LIMIT)).remaining).toBe(LIMIT - 1);
  });

  it('takes keys of any text', async () => {
    const { limiter } = make();
    for (const key of ['__proto__', '', 'a b\r\n', '\u0000', 'ü🎭', 'x'.repeat(10_000)]) {
      expect((await limiter.take(key, LIMIT)).remaining).toBe(LIMIT - 1);
      expect((await limiter.take(key, LIMIT)).remaining).toBe(LIMIT - 2);
    }
  });

  it('begins anew with the next window', async () => {
    const { limiter, nextWindow } = make();
    await takeAll(limiter, 'again', LIMIT + 1);
    expect((await limiter.take('again', LIMIT)).allowed).toBe(false);
    await nextWindow();
    expect((await limiter.take('again', LIMIT)).allowed).toBe(true);
  });
}
