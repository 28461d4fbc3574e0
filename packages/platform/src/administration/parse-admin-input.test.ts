import { Type } from 'typebox';
import { expect, it } from 'vitest';
import { defineAdminCommand } from './admin-command.js';
import { parseAdminInput } from './parse-admin-input.js';

const command = defineAdminCommand({
  id: 'test.any',
  access: 'read',
  scope: 'platform',
  input: Type.Object({ name: Type.String({ minLength: 1 }), many: Type.Array(Type.Integer()) }),
  run: async () => ({ result: null }),
});

it('gives input as its schema says', () => {
  const input = { name: 'a', many: [1] };
  expect(parseAdminInput(command, input)).toBe(input);
});

it.each([
  [{ many: [] }, /name/],
  [{ name: '', many: [] }, /^name must not have fewer than 1 characters/],
  [{ name: 'a', many: [1, 'b'] }, /^many\.1 must be integer/],
  [[], /^the input must/],
])('refuses %j', (input, message) => {
  expect(() => parseAdminInput(command, input)).toThrow(message);
});
