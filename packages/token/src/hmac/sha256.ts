import { compressBlock } from '#compress-block';
import { computePrimeFractions } from './prime-fractions.js';
import { byteAt, int32At } from '../wire/typed-arrays.js';

/** Bytes that one round of the compression function takes: FIPS 180-4, section 1. */
export const BLOCK_BYTES = 64;
/** The same as words: big-endian numbers of 32 bits, which is how SHA-256 reads bytes. */
export const BLOCK_WORDS = 16;
/** Words of a digest, and of the state on the way to it. */
export const DIGEST_WORDS = 8;

/** The bit that ends a message, in the highest byte of a word: FIPS 180-4, section 5.1.1. */
const END_BIT = 0x8000_0000;

// FIPS 180-4, section 5.3.3.
const INITIAL_STATE = /* @__PURE__ */ computePrimeFractions(DIGEST_WORDS, Math.sqrt);

// The one computation that can run at a time works here, because a new typed array costs as much as a block. Nothing
// between the first and the last step of a digest may yield or call out.
const block = /* @__PURE__ */ new Int32Array(BLOCK_WORDS);

/** Four bytes as one number, the first one highest. */
export function wordAt(bytes: Uint8Array, offset: number): number {
  const upper = (byteAt(bytes, offset) << 8) | byteAt(bytes, offset + 1);
  const lower = (byteAt(bytes, offset + 2) << 8) | byteAt(bytes, offset + 3);
  return (upper << 16) | lower;
}

/** The bytes from `offset` on, fewer than four, followed by the bit that ends a message. */
function lastWord(bytes: Uint8Array, offset: number): number {
  let value = END_BIT;
  for (let i = bytes.length - 1; i >= offset; i -= 1) {
    value = (byteAt(bytes, i) << 24) | (value >>> 8);
  }
  return value;
}

/** Absorbs the last bytes, fewer than 64, with padding and length: FIPS 180-4, section 5.1.1. */
function absorbTail(
  state: Int32Array,
  bytes: Uint8Array,
  offset: number,
  totalBytes: number,
): void {
  const whole = (bytes.length - offset) >>> 2;
  for (let t = 0; t < whole; t += 1) block[t] = wordAt(bytes, offset + t * 4);
  block[whole] = lastWord(bytes, offset + whole * 4);
  for (let t = whole + 1; t < BLOCK_WORDS; t += 1) block[t] = 0;
  if (bytes.length - offset > BLOCK_BYTES - 9) {
    compressBlock(state, block, state);
    for (let t = 0; t < BLOCK_WORDS; t += 1) block[t] = 0;
  }
  block[14] = totalBytes / 2 ** 29;
  block[15] = totalBytes << 3;
  compressBlock(state, block, state);
}

/** Absorbs as a first block the 16 words of `key`, each XOR `pad`, and writes the outcome to `state`. For HMAC. */
export function absorbKey(key: Int32Array, pad: number, state: Int32Array): void {
  for (let t = 0; t < BLOCK_WORDS; t += 1) block[t] = int32At(key, t) ^ pad;
  compressBlock(INITIAL_STATE, block, state);
}

/**
 * Takes `state` to the digest: absorbs the end of the message, which is `bytes` from `start` on. `absorbedBytes`: how
 * many came before, a multiple of 64.
 */
export function finishWithBytes(
  state: Int32Array,
  bytes: Uint8Array,
  start: number,
  absorbedBytes: number,
): void {
  let at = start;
  for (; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES) {
    for (let t = 0; t < BLOCK_WORDS; t += 1) block[t] = wordAt(bytes, at + t * 4);
    compressBlock(state, block, state);
  }
  absorbTail(state, bytes, at, absorbedBytes + bytes.length - start);
}

/**
 * The same where one block came before and the end of the message is a digest, the first 8 words of `rest`. Writes the
 * digest to the first 8 words of `to`, and leaves `state` as it was.
 */
export function finishWithDigest(state: Int32Array, rest: Int32Array, to: Int32Array): void {
  for (let t = 0; t < DIGEST_WORDS; t += 1) block[t] = int32At(rest, t);
  block[8] = END_BIT;
  for (let t = 9; t < 15; t += 1) block[t] = 0;
  block[15] = (BLOCK_BYTES + DIGEST_WORDS * 4) * 8;
  compressBlock(state, block, to);
}

/** Writes the 32 bytes of a digest to `bytes` from `offset` on. */
export function writeDigest(digest: Int32Array, bytes: Uint8Array, offset: number): void {
  for (let i = 0; i < DIGEST_WORDS; i += 1) {
    const word = int32At(digest, i);
    const at = offset + i * 4;
    bytes[at] = word >>> 24;
    bytes[at + 1] = word >>> 16;
    bytes[at + 2] = word >>> 8;
    bytes[at + 3] = word;
  }
}

/** SHA-256 of `message`: 32 bytes. FIPS 180-4. */
export function sha256(message: Uint8Array): Uint8Array {
  const state = Int32Array.from(INITIAL_STATE);
  finishWithBytes(state, message, 0, 0);
  const digest = new Uint8Array(DIGEST_WORDS * 4);
  writeDigest(state, digest, 0);
  return digest;
}
