import { describe, expect, it } from 'vitest';
import { codeOf } from '../test/catch-token-error.js';
import { parseLife, parseSalt } from './parse-life.js';

const SHORT = { fromSeconds: 1, allowLong: false } as const;
const LONG = { fromSeconds: 1, allowLong: true } as const;
const FROM_ZERO = { fromSeconds: 0, allowLong: false } as const;

describe('parseLife', () => {
  it.each([
    [1, SHORT],
    [86_400, SHORT],
    [0, FROM_ZERO],
    [86_401, LONG],
    [4_294_967_295, LONG],
  ])('takes %d under %j', (seconds, limits) => {
    expect(parseLife('the life', seconds, limits)).toBe(seconds);
  });

  it.each([
    [0, SHORT],
    [-1, FROM_ZERO],
    [1.5, SHORT],
    [Number.NaN, SHORT],
    [4_294_967_296, LONG],
    [Number.POSITIVE_INFINITY, LONG],
    ['60', SHORT],
    [60n, SHORT],
    [null, SHORT],
    [undefined, FROM_ZERO],
    [{}, SHORT],
  ])('refuses %s under %j', (seconds, limits) => {
    expect(codeOf(() => parseLife('the life', seconds, limits))).toBe('invalid_expiry');
  });

  it('refuses more than 24 hours unless that is allowed', () => {
    expect(codeOf(() => parseLife('the life', 86_401, SHORT))).toBe('expiry_too_long');
    expect(codeOf(() => parseLife('the life', 4_294_967_296, SHORT))).toBe('expiry_too_long');
    expect(codeOf(() => parseLife('the life', 86_401, FROM_ZERO))).toBe('expiry_too_long');
  });

  it('says of which life it speaks, and knows a date when it sees one', () => {
    expect(() => parseLife('the life of x', -1, SHORT)).toThrow(/^the life of x must be/);
    expect(() => parseLife('the life', 1_700_003_600, SHORT)).toThrow(/looks like a date/);
    expect(() => parseLife('the life', 1_000_000_000, SHORT)).not.toThrow(/looks like a date/);
  });
});

describe('parseSalt', () => {
  it.each([0, 1, 99_999_999, 4_294_967_295])('takes %d', (salt) => {
    expect(parseSalt(salt)).toBe(salt);
  });

  it.each([-1, 4_294_967_296, 0.5, Number.NaN, '1', null, 1n])('refuses %s', (salt) => {
    expect(codeOf(() => parseSalt(salt as number))).toBe('invalid_salt');
  });
});
