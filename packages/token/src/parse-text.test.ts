import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../test/any-text.js';
import { parseText, type TextLimits } from './parse-text.js';

const limits = (fromBytes: 0 | 1, toBytes: number): TextLimits => ({
  fromBytes,
  toBytes,
  refuse: (reason) => new RangeError(reason),
});
const reasonOf = (value: unknown, fromBytes: 0 | 1, toBytes: number): string => {
  try {
    parseText(value, limits(fromBytes, toBytes));
    return 'fine';
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return (error as RangeError).message;
  }
};

describe('parseText', () => {
  it('takes a text exactly if its bytes are within the limits', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 30 }), fc.nat(60), (text, toBytes) => {
        const length = Buffer.byteLength(text);
        expect(reasonOf(text, 0, toBytes)).toBe(length > toBytes ? `has ${length} bytes` : 'fine');
      }),
      { seed: 65, numRuns: 300 },
    );
  });

  it('gives back that very text', () => {
    for (const text of ['', 'zoë', '\0', '\ufeff', '\u{10ffff}', 'a'.repeat(65_535)]) {
      expect(parseText(text, limits(0, 65_535))).toBe(text);
    }
  });

  it('refuses an empty text where there must be one', () => {
    expect(reasonOf('', 1, 9)).toBe('is empty');
    expect(reasonOf('', 0, 9)).toBe('fine');
  });

  it.each(['\ud83d', 'a\udc00', '\udc00\ud83d', '\ud83d\ud83d\ude00'])(
    'refuses half a character: %j',
    (text) => {
      expect(reasonOf(text, 0, 99)).toBe('has half a character');
    },
  );

  it.each([
    [undefined, 'is undefined'],
    [null, 'is null'],
    [7, 'is 7'],
    [7n, 'is 7'],
    [true, 'is true'],
    [['a'], 'is object'],
    [Object('a'), 'is object'],
    [Symbol('a'), 'is symbol'],
  ])('refuses %s, which is no text', (value, reason) => {
    expect(reasonOf(value, 0, 99)).toBe(reason);
  });
});
