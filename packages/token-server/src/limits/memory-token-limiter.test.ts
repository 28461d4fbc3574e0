import { describe, expect, it } from 'vitest';
import { MemoryTokenLimiter } from './memory-token-limiter.js';

describe('MemoryTokenLimiter', () => {
  it('lets so many pass in one second, and says when the next one begins', () => {
    const limiter = new MemoryTokenLimiter(() => 100);
    const verdicts = [1, 2, 3].map(() => limiter.take('a', 2));
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, false]);
    expect(verdicts[2]).toEqual({ allowed: false, resetAt: 101 });
  });

  it('counts each key by itself', () => {
    const limiter = new MemoryTokenLimiter(() => 100);
    expect([limiter.take('a', 1), limiter.take('b', 1)].map(({ allowed }) => allowed)).toEqual([
      true,
      true,
    ]);
  });

  it.each([1, -1])('begins anew when the clock moves by %i', (seconds) => {
    let now = 100;
    const limiter = new MemoryTokenLimiter(() => now);
    limiter.take('a', 1);
    expect(limiter.take('a', 1).allowed).toBe(false);
    now += seconds;
    expect(limiter.take('a', 1).allowed).toBe(true);
  });
});
