import { expect, it } from 'vitest';
import { parseTextList } from './parse-text-list.js';

it('reads the list that a column holds', () => {
  expect(parseTextList('["a","b \\" c"]')).toEqual(['a', 'b " c']);
  expect(parseTextList('[]')).toEqual([]);
});
