import { expect, it } from 'vitest';
import { FAMILIES } from './family-table.js';
import { schemesOf } from './schemes-of.js';

it('gives those of the family, and tokens of users only where the operation asks something of them', () => {
  expect(schemesOf({ family: 'stagedoor' })).not.toContain('agora-token');
  const token = { service: 'rtc' } as const;
  expect(schemesOf({ family: 'stagedoor', token })).toEqual(FAMILIES.stagedoor.schemes);
});
