import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHttpDate } from './format-http-date.js';
import { parseFixdate } from './parse-http-date.js';

const LAST_SECOND = 253_402_300_799;

describe('formatHttpDate', () => {
  it.each([
    // The example of RFC 9110, section 5.6.7.
    [784_111_777, 'Sun, 06 Nov 1994 08:49:37 GMT'],
    [0, 'Thu, 01 Jan 1970 00:00:00 GMT'],
    [1_795_242_600, 'Sat, 21 Nov 2026 06:30:00 GMT'],
    [1_709_251_199, 'Thu, 29 Feb 2024 23:59:59 GMT'],
    [LAST_SECOND, 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ])('of %i', (at, date) => {
    expect(formatHttpDate(at)).toBe(date);
  });

  it('is read back as the same instant', () => {
    assert(
      property(integer({ min: 0, max: LAST_SECOND }), (at) => {
        expect(parseFixdate(formatHttpDate(at))).toEqual({ kind: 'date', at });
      }),
    );
  });
});
