import { absorbKey, begin, BLOCK_BYTES, DIGEST_BYTES, finish, sha256 } from './sha256.js';

const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/**
 * HMAC-SHA-256 of `message` under `key`, both of any length: 32 bytes. RFC 2104, FIPS 198-1.
 *
 * Plain JavaScript on purpose: for messages as short as a token, calling a native engine costs more than the hashing.
 * It reads no table at a secret index and takes no branch on a secret.
 */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const blockKey = key.length > BLOCK_BYTES ? sha256(key) : key;
  const mac = new Uint8Array(DIGEST_BYTES);
  begin();
  absorbKey(blockKey, INNER_PAD);
  finish(message, BLOCK_BYTES, mac);
  begin();
  absorbKey(blockKey, OUTER_PAD);
  finish(mac, BLOCK_BYTES, mac);
  return mac;
}
