import { expect, it } from 'vitest';
import { parseTally } from './parse-tally.js';

const TALLY = { passed: 2, failed: ['reject x'], digest: 'ab' };

it.each([
  ['alone', JSON.stringify(TALLY)],
  ['among other lines', `warning: something\n${JSON.stringify(TALLY)}\ndone\n`],
  ['in a page', `<html><body>${JSON.stringify(TALLY)}</body></html>`],
])('finds the line %s', (_, output) => {
  expect(parseTally(output)).toEqual(TALLY);
});

it.each([
  ['nothing', ''],
  ['no JSON', '{"passed": broken}'],
  ['half a tally', '{"passed":1,"failed":[]}'],
  ['other types', '{"passed":"1","failed":[],"digest":"ab"}'],
])('finds none in %s', (_, output) => {
  expect(parseTally(output)).toBeUndefined();
});
