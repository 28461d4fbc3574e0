/**
 * The hashes inside the built package, which it does not make public: proven here because an engine that compiles them
 * wrongly would issue wrong tokens.
 */
import { createKey, hmacOfBytes } from '../../packages/token/dist/hmac/hmac-sha256.js';
import { DIGEST_WORDS, sha256, writeDigest } from '../../packages/token/dist/hmac/sha256.js';

/** SHA-256 of `message`: 32 bytes. */
export const computeDigest = sha256;

/** HMAC-SHA-256 of `message` under `key`: 32 bytes. */
export function computeMac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const mac = createKey();
  hmacOfBytes(createKey(key), message, 0, mac);
  const bytes = new Uint8Array(DIGEST_WORDS * 4);
  writeDigest(mac, bytes, 0);
  return bytes;
}
