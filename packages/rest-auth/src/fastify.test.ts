import { expect, it } from 'vitest';
import * as entry from './fastify.js';

it('is the entry with these exports', () => {
  expect(Object.keys(entry)).toEqual(['principalOf', 'restAuth']);
});
