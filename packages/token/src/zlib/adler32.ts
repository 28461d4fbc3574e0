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
    for (let i = start; i < end; i += 1) {
      a = (a + byteAt(bytes, i)) | 0;
      b = (b + a) | 0;
    }
    a %= MODULUS;
    b %= MODULUS;
  }
  return ((b << 16) | a) >>> 0;
}
