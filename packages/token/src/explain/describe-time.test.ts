import { describe, expect, it } from 'vitest';
import { describeTime, describeSeconds } from './describe-time.js';

describe('describeTime', () => {
  it.each([
    [0, '1970-01-01T00:00:00Z (0)'],
    [951_782_400, '2000-02-29T00:00:00Z (951782400)'],
    [1_700_000_000, '2023-11-14T22:13:20Z (1700000000)'],
    [4_107_542_399, '2100-02-28T23:59:59Z (4107542399)'],
    [99_999_999_999, '5138-11-16T09:46:39Z (99999999999)'],
  ])('%d is %s', (instant, text) => {
    expect(describeTime(instant)).toBe(text);
  });
});

describe('describeSeconds', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [3661, '1 h 1 min'],
    [86_401, '1 d 1 s'],
    [604_800, '7 d'],
  ])('%d is %s', (seconds, text) => {
    expect(describeSeconds(seconds)).toBe(text);
  });
});
