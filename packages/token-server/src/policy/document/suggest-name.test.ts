import { expect, it } from 'vitest';
import { describeChoice, suggestName } from './suggest-name.js';

const NAMES = ['name', 'when', 'channels', 'maxLifeSeconds', 'api-key', 'jwt'];

it.each([
  ['chanels', 'channels'],
  ['channel', 'channels'],
  ['wen', 'when'],
  ['jtw', 'jwt'],
  ['JWT', 'jwt'],
  ['apikey', 'api-key'],
  ['maxLifeSecond', 'maxLifeSeconds'],
])('takes %s for %s', (text, name) => {
  expect(suggestName(text, NAMES)).toBe(name);
});

it.each(['', 'xyz', 'custom', 'seconds', 'x'.repeat(1000)])('takes %s for nothing', (text) => {
  expect(suggestName(text, NAMES)).toBeUndefined();
});

it('says what there is where nothing is near', () => {
  expect(describeChoice('xyz', ['jwt', 'anonymous'])).toBe('; there is jwt, anonymous');
  expect(describeChoice('jtw', ['jwt', 'anonymous'])).toBe(': did you mean jwt?');
});
