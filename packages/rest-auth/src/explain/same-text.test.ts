import { expect, it } from 'vitest';
import { isSameText } from './same-text.js';

it.each([
  ['', '', true],
  ['é', 'é', true],
  ['é', 'e\u0301', false],
  ['a', 'A', false],
  ['a', 'ab', false],
  ['ab', 'a', false],
])('isSameText(%j, %j) is %s', (a, b, is) => {
  expect(isSameText(a, b)).toBe(is);
});
