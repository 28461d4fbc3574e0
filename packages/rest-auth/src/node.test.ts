import { expect, it } from 'vitest';
import * as entry from './node.js';

it('is the entry with these exports', () => {
  expect(Object.keys(entry)).toEqual(['readNodeHead']);
});
