import { absorbBlock, BLOCK_BYTES, finishDigest, initialState, sha256, wipeScratch } from './sha256.js';

const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

const paddedKey = /* @__PURE__ */ new Uint8Array(BLOCK_BYTES);
const paddedKeyView = /* @__PURE__ */ new DataView(paddedKey.buffer);

/** The state of a hash that has absorbed `key` XOR `pad`. */
function stateAfterKey(key: Uint8Array, pad: number): Int32Array {
  for (let i = 0; i < BLOCK_BYTES; i += 1) paddedKey[i] = (key[i] ?? 0) ^ pad;
  const state = initialState();
  absorbBlock(state, paddedKeyView, 0);
  return state;
}

/**
 * HMAC-SHA-256 of `message` under `key`, both of any length: 32 bytes. RFC 2104, FIPS 198-1.
 *
 * Plain JavaScript on purpose: for the short messages of a token, the call into a native engine costs more than the
 * hashing. It reads no table at a secret index and takes no branch on a secret.
 */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const blockKey = key.length > BLOCK_BYTES ? sha256(key) : key;
  const inner = finishDigest(stateAfterKey(blockKey, INNER_PAD), message, BLOCK_BYTES);
  const mac = finishDigest(stateAfterKey(blockKey, OUTER_PAD), inner, BLOCK_BYTES);
  paddedKey.fill(0);
  wipeScratch();
  return mac;
}
