/**
 * Whether two texts are the same, in a time that depends only on the length of the first, which whoever sent it knows: it
 * tells neither where the second differs nor how long it is. `expected` is not empty.
 */
export function equalTextInConstantTime(given: string, expected: string): boolean {
  const { length } = expected;
  let difference = given.length ^ length;
  for (let i = 0; i < given.length; i += 1) {
    difference |= given.charCodeAt(i) ^ expected.charCodeAt(i % length);
  }
  return difference === 0;
}
