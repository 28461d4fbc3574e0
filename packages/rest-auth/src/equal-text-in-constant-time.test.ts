import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalTextInConstantTime } from './equal-text-in-constant-time.js';

describe('equalTextInConstantTime', () => {
  it('is true of the same text alone', () => {
    assert(
      property(string(), string({ minLength: 1 }), (given, expected) => {
        const isSame = Buffer.from(given).equals(Buffer.from(expected));
        expect(equalTextInConstantTime(given, expected)).toBe(isSame);
        expect(equalTextInConstantTime(expected, expected)).toBe(true);
      }),
    );
  });

  it.each([
    ['', 'a'],
    ['aa', 'a'],
    ['a', 'aa'],
    ['abab', 'ab'],
    ['\u{1F3AD}', '\u{1F3AE}'],
    ['\u0161', 'a'],
  ])('tells %j from %j', (given, expected) => {
    expect(equalTextInConstantTime(given, expected)).toBe(false);
  });
});
