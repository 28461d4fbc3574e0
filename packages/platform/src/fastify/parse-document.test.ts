import { expect, it } from 'vitest';
import { parseDocument } from './parse-document.js';

it('reads what was written', () => {
  expect(parseDocument('{"openapi":"3.1.0"}')).toEqual({ openapi: '3.1.0' });
});
