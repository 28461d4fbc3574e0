import { describe, expect, it } from 'vitest';
import { behindScheme } from './behind-scheme.js';

describe('behindScheme', () => {
  it.each([
    ['Basic abc', 'abc'],
    ['Basic  abc ', 'abc'],
    ['hmac a="b", c="d"', 'a="b", c="d"'],
    ['Basic', ''],
    ['', ''],
  ])('of %j is %j', (authorization, rest) => {
    expect(behindScheme(authorization)).toBe(rest);
  });
});
