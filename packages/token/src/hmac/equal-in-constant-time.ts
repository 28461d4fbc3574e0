import { byteAt } from '../wire/typed-arrays.js';

/**
 * Whether two byte strings are equal, in a time that depends on their length alone. The one comparison for secrets in
 * this package. A length is not a secret: different lengths are unequal at once.
 */
export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= byteAt(a, i) ^ byteAt(b, i);
  return difference === 0;
}
