import { describe, expect, it } from 'vitest';
import { codeOf } from '../test/catch-token-error.js';
import { parseUnixSeconds } from './parse-unix-seconds.js';

describe('parseUnixSeconds', () => {
  it.each([0, 1_700_000_000, 8_589_934_590, 99_999_999_999])('takes %d', (seconds) => {
    expect(parseUnixSeconds('now', seconds)).toBe(seconds);
  });

  it.each([
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    '7',
    null,
    undefined,
    {},
  ])('refuses %s', (seconds) => {
    expect(codeOf(() => parseUnixSeconds('now', seconds as number))).toBe('invalid_time');
  });

  it('refuses milliseconds and says so', () => {
    for (const time of [100_000_000_000, 1_700_000_000_000]) {
      expect(codeOf(() => parseUnixSeconds('now', time))).toBe('invalid_time');
      expect(() => parseUnixSeconds('now', time)).toThrow(/^now .*milliseconds/);
    }
  });
});
