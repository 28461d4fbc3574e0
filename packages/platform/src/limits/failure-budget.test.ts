import { describe, expect, it } from 'vitest';
import { FailureBudget } from './failure-budget.js';
import { MemoryRateLimiter } from './memory-rate-limiter.js';

function open(failuresPerSecond = 3) {
  const clock = { time: 1000 };
  const now = (): number => clock.time;
  const limiter = new MemoryRateLimiter({ now });
  const budget = new FailureBudget({ limiter, now, failuresPerSecond });
  const fail = async (address: string, times: number): Promise<void> => {
    for (let i = 0; i < times; i += 1) await budget.note(address);
  };
  return { budget, clock, fail };
}

describe('FailureBudget', () => {
  it('is spent by as many failures as there may be, until the next second', async () => {
    const { budget, clock, fail } = open();
    await fail('192.0.2.1', 2);
    expect(budget.spentBy('192.0.2.1')).toBeUndefined();
    await fail('192.0.2.1', 1);
    expect(budget.spentBy('192.0.2.1')).toEqual({
      allowed: false,
      limit: 3,
      remaining: 0,
      resetAt: 1001,
    });
    clock.time += 1;
    expect(budget.spentBy('192.0.2.1')).toBeUndefined();
  });

  it('is one for each address, and for each network of IPv6', async () => {
    const { budget, fail } = open();
    await fail('192.0.2.1', 3);
    expect(budget.spentBy('192.0.2.2')).toBeUndefined();
    expect(budget.spentBy('::ffff:192.0.2.1')?.allowed).toBe(false);
    await fail('2001:db8::1', 2);
    await fail('2001:db8::2', 1);
    expect(budget.spentBy('2001:db8::ffff')?.allowed).toBe(false);
    expect(budget.spentBy('2001:db8:0:1::1')).toBeUndefined();
  });

  it('lets so many attempts of one network go on at once, and the next one when one is over', async () => {
    const { budget } = open(2);
    const begun: string[] = [];
    const begin = async (address: string): Promise<void> => {
      await budget.begin(address);
      begun.push(address);
    };
    // Whoever has one address of a network has them all.
    const attempts = ['2001:db8::1', '2001:db8::2', '2001:db8::3', '192.0.2.1'].map(begin);
    await Promise.all([attempts[0], attempts[1], attempts[3]]);
    expect(begun).not.toContain('2001:db8::3');
    budget.end('2001:db8::1');
    await attempts[2];
    expect(begun).toContain('2001:db8::3');
  });

  it('locks nobody out for longer where the clock is set back', async () => {
    const { budget, clock, fail } = open();
    await fail('192.0.2.1', 3);
    clock.time -= 3600;
    expect(budget.spentBy('192.0.2.1')).toBeUndefined();
  });
});
