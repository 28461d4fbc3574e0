import { expect, it } from 'vitest';
import * as entry from './middleware.js';

it('is the entry with these exports', () => {
  expect(Object.keys(entry)).toEqual(['authenticate', 'honoRestAuth', 'readFetchHead']);
});
