import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalInConstantTime } from './equal-in-constant-time.js';

describe('equalInConstantTime', () => {
  it('takes equal bytes for equal', () => {
    expect(equalInConstantTime(new Uint8Array(0), new Uint8Array(0))).toBe(true);
    expect(equalInConstantTime(Uint8Array.of(0, 255), Uint8Array.of(0, 255))).toBe(true);
  });

  it('sees every single bit that differs, at every place', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
    for (let bit = 0; bit < 256; bit += 1) {
      const other = Uint8Array.from(bytes);
      other[bit >>> 3]! ^= 1 << (bit & 7);
      expect(equalInConstantTime(bytes, other), `bit ${bit}`).toBe(false);
    }
  });

  it('takes a beginning or a longer text of zeros for unequal', () => {
    expect(equalInConstantTime(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
    expect(equalInConstantTime(Uint8Array.of(0), new Uint8Array(0))).toBe(false);
  });

  it('agrees with a plain comparison for any bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 3, max: 2 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(equalInConstantTime(a, b)).toBe(Buffer.compare(a, b) === 0);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});
