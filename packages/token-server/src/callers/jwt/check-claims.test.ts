import { expect, it } from 'vitest';
import { checkClaims } from './check-claims.js';
import { parseJwtIssuer } from './parse-jwt-issuer.js';

const NOW = 1_700_000_000;
const rules = parseJwtIssuer(
  {
    issuer: 'https://issuer.example',
    audiences: ['app'],
    audienceClaim: 'client_id',
    requiredClaims: { level: [2, 3] },
    clockToleranceSeconds: 10,
  },
  '$',
);
const GOOD = { sub: 'ann', exp: NOW + 60, iat: NOW + 10, client_id: 'app', level: 3 };

it('returns the subject', () => {
  expect(checkClaims(GOOD, rules, NOW)).toBe('ann');
  expect(checkClaims({ ...GOOD, iat: undefined, level: [1, 2] }, rules, NOW)).toBe('ann');
});

it.each([
  [{ exp: undefined }, 'exp'],
  [{ exp: Infinity }, 'exp'],
  [{ iat: NOW + 11 }, 'iat'],
  [{ iat: Infinity }, 'iat'],
  [{ iat: '1' }, 'iat'],
  [{ client_id: 'other' }, 'client_id'],
  [{ client_id: undefined }, 'client_id'],
  [{ level: '3' }, 'level'],
  [{ level: [] }, 'level'],
  [{ level: [[3]] }, 'level'],
  [{ sub: undefined }, 'sub'],
  [{ sub: '' }, 'sub'],
])('refuses %j', (wrong, name) => {
  expect(() => checkClaims({ ...GOOD, ...wrong }, rules, NOW)).toThrow(
    expect.objectContaining({
      code: 'jwt_refused',
      detail: expect.stringContaining(name) as string,
    }),
  );
});
