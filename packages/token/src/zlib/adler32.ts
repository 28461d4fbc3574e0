import { byteAt } from '../wire/typed-arrays.js';

const MODULUS = 65521;
/** The most bytes whose sums stay below 2^31, so that they can be small integers, before the modulus must be taken. */
const RUN_BYTES = 3800;

/** The Adler-32 checksum of `bytes`, as an unsigned 32-bit number. RFC 1950, section 8. */
export function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let start = 0; start < bytes.length; start += RUN_BYTES) {
    const end = Math.min(start + RUN_BYTES, bytes.length);
    let at = start;
    // Four at a time, so that no addition waits for the one before.
    for (; at + 4 <= end; at += 4) {
      const first = byteAt(bytes, at);
      const second = first + byteAt(bytes, at + 1);
      const third = second + byteAt(bytes, at + 2);
      const fourth = third + byteAt(bytes, at + 3);
      b = (b + 4 * a + first + second + third + fourth) | 0;
      a = (a + fourth) | 0;
    }
    for (; at < end; at += 1) {
      a = (a + byteAt(bytes, at)) | 0;
      b = (b + a) | 0;
    }
    a %= MODULUS;
    b %= MODULUS;
  }
  return ((b << 16) | a) >>> 0;
}
