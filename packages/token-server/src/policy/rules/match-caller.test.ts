import { expect, it } from 'vitest';
import { ANYBODY, ask, grantRule, jwt, policyOf } from '../../../test/policy-questions.js';

const DENIAL = { name: 'denial', deny: 'not now' };

const isMatched = (callers: readonly object[] | undefined, caller: object): boolean =>
  policyOf(grantRule({ callers })).decide(ask({}, caller)).kind === 'granted';

it.each([
  [[{ kind: 'jwt' }], jwt()],
  [[{ kind: 'jwt', issuer: 'https://login.example.com' }], jwt()],
  [[{ kind: 'api-key' }, { kind: 'jwt' }], jwt()],
  [[{ kind: 'jwt', ids: ['a*', 'z*'] }], jwt()],
  [[{ kind: 'jwt', scopes: ['b', 'a'] }], jwt({}, { scopes: ['a', 'b', 'c'] })],
  [[{ kind: 'anonymous' }], ANYBODY],
  [undefined, jwt()],
])('%j is for %j', (callers, caller) => {
  expect(isMatched(callers, caller)).toBe(true);
});

it.each([
  [[{ kind: 'api-key' }], jwt()],
  [[{ kind: 'jwt', issuer: 'https://login.example.com/' }], jwt()],
  [[{ kind: 'jwt', issuer: 'https://login.example.com' }], jwt({}, { issuer: undefined })],
  [[{ kind: 'jwt', ids: ['Zoe', 'zo', '*x*'] }], jwt()],
  [[{ kind: 'jwt', scopes: ['a', 'b'] }], jwt({}, { scopes: ['a'] })],
  [[{ kind: 'jwt', scopes: ['a'] }], jwt({ scopes: ['a'], scope: 'a' })],
  [[{ kind: 'jwt' }], ANYBODY],
  [undefined, ANYBODY],
])('%j is not for %j', (callers, caller) => {
  expect(isMatched(callers, caller)).toBe(false);
});

it('takes a denial that names no callers for one of everybody', () => {
  const policy = policyOf(DENIAL, grantRule({ callers: [{ kind: 'anonymous' }, { kind: 'jwt' }] }));
  expect(policy.decide(ask({}, ANYBODY))).toMatchObject({ kind: 'denied', rule: 'denial' });
  expect(policy.decide(ask({}, jwt()))).toMatchObject({ kind: 'denied', rule: 'denial' });
});

it('takes a denial that names callers for one of these', () => {
  const policy = policyOf(
    { ...DENIAL, callers: [{ kind: 'jwt' }] },
    grantRule({ callers: [{ kind: 'anonymous' }, { kind: 'jwt' }] }),
  );
  expect(policy.decide(ask({}, ANYBODY)).kind).toBe('granted');
  expect(policy.decide(ask({}, jwt())).kind).toBe('denied');
});
