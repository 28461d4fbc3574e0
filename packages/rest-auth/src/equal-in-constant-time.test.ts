import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalInConstantTime } from './equal-in-constant-time.js';

/** Bytes that note which of them were read. */
function watch(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly read: string[] } {
  const read: string[] = [];
  const watched = new Proxy(bytes, {
    get(target, key) {
      if (typeof key === 'string' && key !== 'length') read.push(key);
      const value: unknown = Reflect.get(target, key, target);
      return value;
    },
  });
  return { bytes: watched, read };
}

describe('equalInConstantTime', () => {
  it('agrees with a plain comparison', () => {
    const bytes = uint8Array({ maxLength: 6, max: 3 });
    assert(
      property(bytes, bytes, (a, b) => {
        expect(equalInConstantTime(a, b)).toBe(Buffer.from(a).equals(b));
        expect(equalInConstantTime(a, Uint8Array.from(a))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('sees every bit', () => {
    const bytes = new Uint8Array(32);
    for (let bit = 0; bit < 256; bit += 1) {
      const other = Uint8Array.from(bytes);
      other[bit >> 3] = 1 << (bit & 7);
      expect(equalInConstantTime(bytes, other)).toBe(false);
      expect(equalInConstantTime(other, bytes)).toBe(false);
    }
  });

  it('is not misled by zeros where one is longer', () => {
    expect(equalInConstantTime(new Uint8Array(3), new Uint8Array(2))).toBe(false);
    expect(equalInConstantTime(new Uint8Array(2), new Uint8Array(3))).toBe(false);
    expect(equalInConstantTime(new Uint8Array(0), new Uint8Array(1))).toBe(false);
    expect(equalInConstantTime(new Uint8Array(0), new Uint8Array(0))).toBe(true);
  });

  it.each([
    ['equal', [1, 2, 3, 4]],
    ['another at the beginning', [9, 2, 3, 4]],
    ['another at the end', [1, 2, 3, 9]],
    ['shorter', [1]],
    ['empty', []],
    ['longer', [1, 2, 3, 4, 5, 6]],
  ])('reads all that is expected, once, whatever is given: %s', (_, given) => {
    const expected = watch(Uint8Array.of(1, 2, 3, 4));
    const shown = watch(Uint8Array.from(given));
    equalInConstantTime(shown.bytes, expected.bytes);
    expect(expected.read).toEqual(['0', '1', '2', '3']);
    expect(shown.read).toEqual(['0', '1', '2', '3']);
  });
});
