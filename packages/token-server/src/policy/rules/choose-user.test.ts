import { expect, it } from 'vitest';
import { ask, grantRule, jwt, policyOf } from '../../../test/policy-questions.js';
import type { PolicyDecision } from '../policy.js';

/** For whom Zoe gets a token, or why not. */
function userOf(decision: PolicyDecision): unknown {
  return decision.kind === 'granted'
    ? decision.granted.user
    : decision.reason.replace('no rule grants it: grant: ', '');
}

const choose = (user: unknown, claims: object, request: object = {}): unknown =>
  userOf(policyOf(grantRule({}, { user })).decide(ask(request, jwt(claims))));

it('grants the user that is asked for', () => {
  expect(choose('requested', {})).toEqual({ kind: 'uid', uid: 7 });
  expect(choose('requested', {}, { uid: undefined, account: 'max' })).toEqual({
    kind: 'account',
    account: 'max',
  });
});

it.each([
  [{ uid: 8 }, { kind: 'uid', uid: 8 }],
  [{ account: 'studio' }, { kind: 'account', account: 'studio' }],
  [{ account: { caller: 'id' } }, { kind: 'account', account: 'zoe' }],
  [
    { derivedUid: { caller: 'id' } },
    { kind: 'derived', name: 'zoe', realm: 'https://login.example.com' },
  ],
])('grants %j whoever is asked for', (user, granted) => {
  expect(choose(user, {})).toEqual(granted);
  expect(choose(user, {}, { uid: 0 })).toEqual(granted);
  expect(choose(user, {}, { uid: undefined })).toEqual(granted);
});

it.each([
  [{ uid: { claim: 'a' } }, { a: 1234 }, { kind: 'uid', uid: 1234 }],
  [{ uid: { claim: 'a' } }, { a: '1234' }, { kind: 'uid', uid: 1234 }],
  [{ account: { claim: 'a' } }, { a: 'max' }, { kind: 'account', account: 'max' }],
  [{ account: { claim: 'a' } }, { a: '1234' }, { kind: 'uid', uid: 1234 }],
  [
    { account: { claim: ['a', 'b.c'] } },
    { a: { 'b.c': 'max' } },
    { kind: 'account', account: 'max' },
  ],
  [
    { derivedUid: { claim: 'a' } },
    { a: '1234' },
    { kind: 'derived', name: '1234', realm: 'https://login.example.com' },
  ],
])('reads %j from %j', (user, claims, granted) => {
  expect(choose(user, claims)).toEqual(granted);
});

it.each([
  [{ uid: { claim: 'a' } }, {}, 'the claim a is missing'],
  [{ uid: { claim: 'a' } }, { a: 0 }, 'the claim a is the uid of any user'],
  [{ uid: { claim: 'a' } }, { a: '0' }, 'the claim a is the uid of any user'],
  [{ account: { claim: 'a' } }, { a: '0' }, 'the claim a is the uid of any user'],
  [{ uid: { claim: 'a' } }, { a: '01' }, 'the claim a is "01", which is no uid'],
  [{ uid: { claim: 'a' } }, { a: -1 }, 'the claim a is -1, which is no uid'],
  [{ uid: { claim: 'a' } }, { a: 4_294_967_296 }, 'the claim a is 4294967296, which is no uid'],
  [{ uid: { claim: 'a' } }, { a: 1.5 }, 'the claim a is 1.5, which is no uid'],
  [{ uid: { claim: 'a' } }, { a: true }, 'the claim a is true, which is no uid'],
  [{ uid: { claim: 'a' } }, { a: [7] }, 'the claim a is object, which is no uid'],
  [{ account: { claim: 'a' } }, { a: 7 }, 'the claim a is 7, which is no account'],
  [{ account: { claim: 'a' } }, { a: '' }, 'the claim a is "", which is no account'],
  [{ account: { claim: 'a' } }, { a: null }, 'the claim a is null, which is no account'],
  [{ account: { claim: ['a', 'b'] } }, { a: 'b' }, 'the claim a.b is missing'],
  [{ account: { claim: ['a', 'length'] } }, { a: 'b' }, 'the claim a.length is missing'],
  [{ account: { claim: 'toString' } }, {}, 'the claim toString is missing'],
  [{ account: { claim: ['constructor', 'name'] } }, {}, 'the claim constructor.name is missing'],
  [{ account: { claim: ['__proto__', 'a'] } }, {}, 'the claim __proto__.a is missing'],
  [{ derivedUid: { claim: 'a' } }, { a: 7 }, 'the claim a is not a text'],
  [{ derivedUid: { claim: 'a' } }, { a: '' }, 'the claim a is not a text'],
  [{ derivedUid: { claim: 'a' } }, {}, 'the claim a is missing'],
])('grants nothing by %j for %j', (user, claims, reason) => {
  expect(choose(user, claims)).toBe(reason);
});

it('derives the names of callers without an issuer by their kind', () => {
  const policy = policyOf(grantRule({}, { user: { derivedUid: { caller: 'id' } } }));
  expect(userOf(policy.decide(ask({}, { kind: 'api-key', id: 'key_1' })))).toEqual({
    kind: 'derived',
    name: 'key_1',
    realm: 'api-key',
  });
});

it('grants a token for any user where the rule says so, and nowhere else', () => {
  const policy = policyOf(grantRule({}, { anyUser: true }));
  expect(userOf(policy.decide(ask({ uid: 0 })))).toEqual({ kind: 'anyone' });
  expect(choose('requested', {}, { uid: 0 })).toMatch(
    /^a token for any user \(uid 0\) is asked for/,
  );
  expect(choose('requested', {}, { uid: undefined })).toBe('no user is named');
  const fixed = policyOf(grantRule({}, { user: { uid: 0 }, anyUser: true }));
  expect(userOf(fixed.decide(ask()))).toEqual({ kind: 'anyone' });
});

it('has no token for any user of a service that knows none', () => {
  const rule = {
    name: 'grant',
    services: ['rtm'],
    grant: { user: 'requested', maxLifeSeconds: 60 },
  };
  expect(
    userOf(
      policyOf(rule).decide(ask({ service: 'rtm', channel: undefined, role: undefined, uid: 0 })),
    ),
  ).toBe('rtm has no tokens for any user');
});
