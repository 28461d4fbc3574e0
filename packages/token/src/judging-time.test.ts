import { afterEach, describe, expect, it, vi } from 'vitest';
import { codeOf } from '../test/catch-token-error.js';
import { ISSUED_AT } from '../test/forge-token.js';
import { isOver, isTooEarly, parseJudgingTime } from './judging-time.js';

afterEach(() => {
  vi.useRealTimers();
});

describe('parseJudgingTime', () => {
  it('takes the time from the system clock where none is given', () => {
    vi.useFakeTimers({ now: ISSUED_AT * 1000 });
    expect(parseJudgingTime(undefined, 60)).toEqual({ now: ISSUED_AT, toleranceSeconds: 60 });
    expect(parseJudgingTime(5, 0)).toEqual({ now: 5, toleranceSeconds: 0 });
  });

  it('lets clocks differ by up to an hour', () => {
    expect(parseJudgingTime(5, 3600).toleranceSeconds).toBe(3600);
  });

  it('refuses what is no time, and no tolerance', () => {
    expect(codeOf(() => parseJudgingTime(ISSUED_AT * 1000, 60))).toBe('invalid_time');
    for (const seconds of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 3601, 60_000, 1e300]) {
      expect(codeOf(() => parseJudgingTime(5, seconds))).toBe('invalid_option');
    }
  });
});

describe('isTooEarly and isOver', () => {
  const time = parseJudgingTime(1000, 10);

  it('move the border by the tolerance, in favour of the token', () => {
    expect([1009, 1010, 1011].map((at) => isTooEarly(at, time))).toEqual([false, false, true]);
    expect([989, 990, 991].map((at) => isOver(at, time))).toEqual([true, true, false]);
  });
});
