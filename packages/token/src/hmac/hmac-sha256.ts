import {
  absorbKey,
  BLOCK_BYTES,
  BLOCK_WORDS,
  DIGEST_WORDS,
  finishWithBytes,
  finishWithDigest,
  sha256,
  writeDigest,
} from './sha256.js';
import { byteAt, int32At } from '../wire/typed-arrays.js';

const INNER_PAD = 0x3636_3636;
const OUTER_PAD = 0x5c5c_5c5c;

const inner = /* @__PURE__ */ new Int32Array(DIGEST_WORDS);
const outer = /* @__PURE__ */ new Int32Array(DIGEST_WORDS);

/**
 * A key of any length, RFC 2104, section 2: 16 words, of which those behind the key stay 0. Without `bytes` it is room
 * for one: a MAC may be written to the first 8 words, and is the next key then.
 */
export function createKey(bytes?: Uint8Array): Int32Array {
  const key = new Int32Array(BLOCK_WORDS);
  if (bytes === undefined) return key;
  const short = bytes.length > BLOCK_BYTES ? sha256(bytes) : bytes;
  for (let i = 0; i < short.length; i += 1) {
    key[i >>> 2] = int32At(key, i >>> 2) | (byteAt(short, i) << (24 - (i & 3) * 8));
  }
  return key;
}

/** Hashes what the inner half left, and writes the MAC to `mac`. */
function finish(key: Int32Array, mac: Int32Array): void {
  absorbKey(key, OUTER_PAD, outer);
  finishWithDigest(outer, inner, mac);
}

/**
 * HMAC-SHA-256 under `key`, to the first 8 words of `mac`, which may be `key`. The message is `bytes` from `start` on.
 * RFC 2104, FIPS 198-1.
 *
 * Plain JavaScript on purpose: for messages as short as a token, calling a native engine costs more than the hashing.
 * It reads no table at a secret index and takes no branch on a secret.
 */
export function hmacOfBytes(
  key: Int32Array,
  bytes: Uint8Array,
  start: number,
  mac: Int32Array,
): void {
  absorbKey(key, INNER_PAD, inner);
  finishWithBytes(inner, bytes, start, BLOCK_BYTES);
  finish(key, mac);
}

/** The same of a message that is itself a MAC: the first 8 words of `message`. */
export function hmacOfDigest(key: Int32Array, message: Int32Array, mac: Int32Array): void {
  absorbKey(key, INNER_PAD, inner);
  finishWithDigest(inner, message, inner);
  finish(key, mac);
}

/** HMAC-SHA-256 of `message` under a key of any length: 32 bytes. RFC 2104, FIPS 198-1. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const words = createKey(key);
  hmacOfBytes(words, message, 0, words);
  const mac = new Uint8Array(DIGEST_WORDS * 4);
  writeDigest(words, mac, 0);
  return mac;
}
