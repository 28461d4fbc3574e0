import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { findRepeatedKey } from './find-repeated-key.js';

it.each([
  ['{"a":1,"a":2}', 'a'],
  ['[{"b":{"a":1,"c":[],"a":2}}]', 'a'],
  [String.raw`{"when":1,"\u0077hen":2}`, 'when'],
  ['{"a":{"x":1},"b":{"x":1},"a":0}', 'a'],
  ['{"":1,"":2}', ''],
  [String.raw`{"a\"b":1,"a\"b":2}`, 'a"b'],
])('finds what is twice in %s', (json, key) => {
  expect(findRepeatedKey(json)).toBe(key);
});

it.each([
  '{"a":{"a":{"a":[{"a":1},{"a":1}]}}}',
  '{"a":"a","b":"a"}',
  '["a","a"]',
  '{}',
  '"a"',
  '1 ',
  ' [1,true] ',
])('finds nothing in %s', (json) => {
  expect(findRepeatedKey(json)).toBeUndefined();
});

it('finds nothing in what was written by JSON.stringify', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(findRepeatedKey(json)).toBeUndefined();
    }),
  );
});
