import { expect, it } from 'vitest';
import { parseTextMap } from './parse-text-map.js';

it('gives back what was written, under whatever name', () => {
  const labels = { team: 'billing', constructor: 'x', empty: '' };
  expect(parseTextMap(JSON.stringify(labels))).toEqual(labels);
});
