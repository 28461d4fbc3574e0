import { describe, expect, it } from 'vitest';
import { RandomSource } from '../../test/random-source.js';
import { equalInConstantTime } from './equal-in-constant-time.js';
import { writeDigest } from './sha256.js';

const digest = Int32Array.from({ length: 8 }, (_, i) => Math.imul(i + 1, 0x9e37_79b1));
const bytesAt = (offset: number): Uint8Array => {
  const bytes = new RandomSource(offset).bytes(offset + 40);
  writeDigest(digest, bytes, offset);
  return bytes;
};

describe('equalInConstantTime', () => {
  it('finds a digest where it stands, and there alone', () => {
    for (const offset of [0, 1, 2, 7]) {
      const bytes = bytesAt(offset);
      expect(equalInConstantTime(bytes, offset, digest)).toBe(true);
      expect(equalInConstantTime(bytes, offset + 1, digest)).toBe(false);
    }
  });

  it('sees every single bit that differs, at every place', () => {
    for (let bit = 0; bit < 256; bit += 1) {
      const bytes = bytesAt(2);
      bytes[2 + (bit >>> 3)]! ^= 1 << (bit & 7);
      expect(equalInConstantTime(bytes, 2, digest), `bit ${bit}`).toBe(false);
    }
  });

  it('does not see what stands around it', () => {
    const bytes = bytesAt(2);
    bytes[1]! ^= 0xff;
    bytes[34]! ^= 0xff;
    expect(equalInConstantTime(bytes, 2, digest)).toBe(true);
  });

  it('takes bytes that end too early for unequal', () => {
    expect(equalInConstantTime(bytesAt(2).subarray(0, 33), 2, digest)).toBe(false);
    expect(equalInConstantTime(new Uint8Array(0), 0, digest)).toBe(false);
  });
});
