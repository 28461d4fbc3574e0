import { expect, it } from 'vitest';
import { ApaasTokenBuilder } from './apaas-token-builder.js';
import * as classroomTokens from './classroom-tokens.js';

it('has all methods for the tokens of a classroom, as its own', () => {
  expect(ApaasTokenBuilder.name).toBe('ApaasTokenBuilder');
  expect(Object.fromEntries(Object.entries(ApaasTokenBuilder))).toEqual({ ...classroomTokens });
});
