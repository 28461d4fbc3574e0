/**
 * Whether two byte strings are the same, in a time that depends only on the length of the second. The one comparison of
 * secrets in this package.
 */
export function equalInConstantTime(given: Uint8Array, expected: Uint8Array): boolean {
  let difference = given.length ^ expected.length;
  for (let i = 0; i < expected.length; i += 1) difference |= (given[i] ?? 0) ^ (expected[i] ?? 0);
  return difference === 0;
}
