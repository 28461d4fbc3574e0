import { expect, it } from 'vitest';
import { EducationTokenBuilder } from './education-token-builder.js';
import * as classroomTokens from './classroom-tokens.js';

it('has all methods for the tokens of a classroom, as its own', () => {
  expect(EducationTokenBuilder.name).toBe('EducationTokenBuilder');
  expect(Object.fromEntries(Object.entries(EducationTokenBuilder))).toEqual({ ...classroomTokens });
});
