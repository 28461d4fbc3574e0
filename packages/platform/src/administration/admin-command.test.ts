import { expect, it } from 'vitest';
import { ADMIN_COMMANDS } from './admin-command-table.js';

it('has each command once, named after a noun and what is done to it', () => {
  const ids = ADMIN_COMMANDS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$/);
});
