/**
 * Whether two texts are the same, in a time that depends only on the length of the second. The one comparison of secrets
 * of callers.
 */
export function equalInConstantTime(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let i = 0; i < expected.length; i += 1) {
    // Beyond its end there is NaN, which counts as 0: the lengths differ already.
    difference |= given.charCodeAt(i) ^ expected.charCodeAt(i);
  }
  return difference === 0;
}
