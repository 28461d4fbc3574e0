import { int32At } from '../wire/typed-arrays.js';
import { DIGEST_WORDS, wordAt } from './sha256.js';

/**
 * Whether the 32 bytes of `digest` stand in `bytes` at `offset`, in a time that depends on neither. The one comparison
 * for secrets in this package.
 */
export function equalInConstantTime(
  bytes: Uint8Array,
  offset: number,
  digest: Int32Array,
): boolean {
  let difference = 0;
  for (let i = 0; i < DIGEST_WORDS; i += 1) {
    difference |= wordAt(bytes, offset + i * 4) ^ int32At(digest, i);
  }
  return difference === 0;
}
