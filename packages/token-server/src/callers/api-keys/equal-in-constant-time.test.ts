import { expect, it } from 'vitest';
import { equalInConstantTime } from './equal-in-constant-time.js';

it.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['xbc', 'abc', false],
  ['ab', 'abc', false],
  ['abcd', 'abc', false],
  ['', 'abc', false],
  ['', '', true],
])('finds "%s" and "%s" equal: %s', (given, expected, isEqual) => {
  expect(equalInConstantTime(given, expected)).toBe(isEqual);
});
