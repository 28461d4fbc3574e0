import { compressBlock } from './compress-block.js';
import { byteAt, int32At } from '../wire/typed-arrays.js';

/** Bytes that one round of the compression function takes: FIPS 180-4, section 1. */
export const BLOCK_BYTES = 64;
/** Bytes of a digest. */
export const DIGEST_BYTES = 32;

// First 32 bits of the fractional parts of the square roots of the first 8 primes: FIPS 180-4, section 5.3.3.
// prettier-ignore
const INITIAL_STATE = /* @__PURE__ */ Int32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);

// The one computation that can run at a time works here, because a new typed array costs as much as a block. Nothing
// between the first and the last step of a digest may yield or call out.
const state = /* @__PURE__ */ new Int32Array(8);
const block = /* @__PURE__ */ new Int32Array(16);

/** Four bytes as one number, the first one highest. */
function wordAt(bytes: Uint8Array, offset: number): number {
  const upper = (byteAt(bytes, offset) << 8) | byteAt(bytes, offset + 1);
  const lower = (byteAt(bytes, offset + 2) << 8) | byteAt(bytes, offset + 3);
  return (upper << 16) | lower;
}

/** The bytes from `offset` on, fewer than four, followed by the bit that ends a message. */
function lastWord(bytes: Uint8Array, offset: number): number {
  let value = 0x8000_0000;
  for (let i = bytes.length - 1; i >= offset; i -= 1) {
    value = (byteAt(bytes, i) << 24) | (value >>> 8);
  }
  return value;
}

/** Writes a number as four bytes, the highest first. */
function storeWord(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 24;
  bytes[offset + 1] = value >>> 16;
  bytes[offset + 2] = value >>> 8;
  bytes[offset + 3] = value;
}

/** Starts a digest. */
export function begin(): void {
  for (let i = 0; i < 8; i += 1) state[i] = int32At(INITIAL_STATE, i);
}

/** Absorbs one block: `key`, at most 64 bytes and filled up with zeros, XOR `pad` in each byte. For HMAC. */
export function absorbKey(key: Uint8Array, pad: number): void {
  const padWord = pad * 0x01010101;
  const whole = key.length >>> 2;
  for (let t = 0; t < whole; t += 1) block[t] = wordAt(key, t * 4) ^ padWord;
  for (let t = whole; t < 16; t += 1) block[t] = padWord;
  for (let i = whole * 4; i < key.length; i += 1) {
    block[whole] = int32At(block, whole) ^ (byteAt(key, i) << (24 - (i & 3) * 8));
  }
  compressBlock(state, block);
}

/** Absorbs the last bytes, fewer than 64, with padding and length: FIPS 180-4, section 5.1.1. */
function absorbTail(bytes: Uint8Array, offset: number, totalBytes: number): void {
  const whole = (bytes.length - offset) >>> 2;
  for (let t = 0; t < whole; t += 1) block[t] = wordAt(bytes, offset + t * 4);
  block[whole] = lastWord(bytes, offset + whole * 4);
  for (let t = whole + 1; t < 16; t += 1) block[t] = 0;
  if (bytes.length - offset > BLOCK_BYTES - 9) {
    compressBlock(state, block);
    for (let t = 0; t < 16; t += 1) block[t] = 0;
  }
  block[14] = totalBytes / 2 ** 29;
  block[15] = totalBytes << 3;
  compressBlock(state, block);
}

/**
 * Absorbs `rest`, the end of the message, and writes the 32 bytes of the digest to `digest`, which may be `rest`.
 * `absorbedBytes`: how many came before, a multiple of 64.
 */
export function finish(rest: Uint8Array, absorbedBytes: number, digest: Uint8Array): void {
  let at = 0;
  for (; at + BLOCK_BYTES <= rest.length; at += BLOCK_BYTES) {
    for (let t = 0; t < 16; t += 1) block[t] = wordAt(rest, at + t * 4);
    compressBlock(state, block);
  }
  absorbTail(rest, at, absorbedBytes + rest.length);
  for (let i = 0; i < 8; i += 1) storeWord(digest, i * 4, int32At(state, i));
}

/** SHA-256 of `message`: 32 bytes. FIPS 180-4. */
export function sha256(message: Uint8Array): Uint8Array {
  const digest = new Uint8Array(DIGEST_BYTES);
  begin();
  finish(message, 0, digest);
  return digest;
}
