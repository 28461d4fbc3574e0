import { expect, it } from 'vitest';
import { noteSecondary } from './note-secondary.js';

it('speaks of the second secret alone', () => {
  expect([undefined, -1, 0, 2].flatMap(noteSecondary)).toEqual([]);
  expect(noteSecondary(1)).toMatchObject([{ kind: 'secondary_secret', severity: 'note' }]);
});
