import { describe, expect, it } from 'vitest';
import { ANYBODY, ask, grantRule, jwt, policyOf } from '../../../test/policy-questions.js';

const MEMBER = 'caller.claims.member == true';

describe('a rule that grants', () => {
  const policy = policyOf(grantRule({ when: MEMBER }));

  it('grants where its condition is true', () => {
    expect(policy.decide(ask({}, jwt({ member: true }))).kind).toBe('granted');
  });

  it.each([
    [jwt({ member: false }), 'when', 'the condition is false'],
    [jwt({ member: 'true' }), 'when', 'the condition is false'],
    [jwt(), 'when', 'the condition fails: no such key: member'],
    [ANYBODY, 'callers', 'the caller is anonymous'],
  ])('does not match %j', (caller, part, reason) => {
    expect(policy.explain(ask({}, caller)).rules).toEqual([
      { rule: 'grant', effect: 'grants', verdict: 'unmatched', part, reason },
    ]);
  });
});

describe('a rule that denies', () => {
  const policy = policyOf(
    { name: 'denial', deny: 'members only', when: 'caller.claims.guest == true' },
    grantRule(),
  );

  it('denies where its condition is true', () => {
    expect(policy.decide(ask({}, jwt({ guest: true })))).toEqual({
      kind: 'denied',
      rule: 'denial',
      reason: 'members only',
    });
  });

  it('denies where its condition fails', () => {
    expect(policy.decide(ask())).toEqual({
      kind: 'denied',
      rule: 'denial',
      reason: 'members only (its condition fails: no such key: guest)',
    });
  });

  it('does not where its condition is false', () => {
    expect(policy.decide(ask({}, jwt({ guest: false }))).kind).toBe('granted');
  });
});

it('says who a caller is, with nothing that a terminal obeys', () => {
  const policy = policyOf(grantRule({ callers: [{ kind: 'api-key' }] }));
  expect(
    policy.explain(ask({}, jwt({}, { id: 'z\u001b[2J', issuer: 'a\nb' }))).rules[0]?.reason,
  ).toBe(String.raw`the caller is jwt "z\u001b[2J" of "a\nb"`);
});

it('says which scopes a caller lacks that a rule asks for', () => {
  const policy = policyOf(grantRule({ callers: [{ kind: 'jwt', scopes: ['rooms', 'calls'] }] }));
  const caller = jwt({}, { id: 'zoe', issuer: undefined, scopes: ['calls'] });
  expect(policy.explain(ask({}, caller)).rules[0]?.reason).toBe(
    'the caller is jwt "zoe" without the scope "rooms"',
  );
});
