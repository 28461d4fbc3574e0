import { describe, expect, it } from 'vitest';
import { describeRateLimiter } from '../../test/rate-limiter-contract.js';
import { MemoryRateLimiter } from './memory-rate-limiter.js';

describe('MemoryRateLimiter', () => {
  describeRateLimiter(() => {
    let time = 1_795_242_600;
    const now = (): number => time;
    return {
      limiter: new MemoryRateLimiter({ now }),
      now,
      nextWindow: async () => {
        time += 1;
      },
    };
  });

  it('begins anew where the clock is set back', () => {
    let time = 1000;
    const limiter = new MemoryRateLimiter({ now: () => time });
    expect([limiter.take('a', 1).allowed, limiter.take('a', 1).allowed]).toEqual([true, false]);
    time = 500;
    expect(limiter.take('a', 1)).toEqual({ allowed: true, limit: 1, remaining: 0, resetAt: 501 });
  });
});
