import { expect, it } from 'vitest';
import { grantRule, problemsOf } from '../../../test/policy-questions.js';

const AT = 'rules[0].grant.user';

it.each([
  'requested',
  { uid: 7 },
  { account: 'zoe' },
  { uid: { claim: 'uid' } },
  { account: { claim: ['profile', 'name'] } },
  { account: { caller: 'id' } },
  { derivedUid: { claim: 'sub' } },
])('takes %j', (user) => {
  expect(problemsOf(grantRule({}, { user }))).toEqual([]);
});

it.each([
  ['zoe', `${AT} must be "requested", or an object with uid, account or derivedUid`],
  [7, `${AT} must be an object, and is 7`],
  [{}, `${AT} must have exactly one of uid, account, derivedUid`],
  [{ uid: 7, account: 'zoe' }, `${AT} must have exactly one of uid, account, derivedUid`],
  [{ accont: 'zoe' }, `${AT}.accont is unknown: did you mean account?`],
  [{ uid: '7' }, `${AT}.uid cannot be used: the uid must be an integer`],
  [{ uid: -1 }, `${AT}.uid cannot be used`],
  [{ uid: 4_294_967_296 }, `${AT}.uid cannot be used`],
  [{ account: '' }, `${AT}.account cannot be used`],
  [{ account: 'a'.repeat(256) }, `${AT}.account cannot be used: the account`],
  [{ account: 7 }, `${AT}.account cannot be used`],
  [{ uid: 0 }, `${AT} is for any user; if that is meant, add "anyUser": true`],
  [{ account: '0' }, `${AT} is for any user`],
  [{ derivedUid: 'sub' }, `${AT}.derivedUid must be an object, and is "sub"`],
  [{ derivedUid: { claim: '' } }, `${AT}.derivedUid.claim is empty`],
  [{ derivedUid: { claim: [] } }, `${AT}.derivedUid.claim is an empty list`],
  [{ uid: { claim: ['a', 7] } }, `${AT}.uid.claim[1] must be a text, and is 7`],
  [{ account: { caller: 'name' } }, `${AT}.account.caller must be "id"`],
])('refuses %j', (user, message) => {
  const [first, ...others] = problemsOf(grantRule({}, { user }));
  expect([first, others]).toEqual([expect.stringContaining(message), []]);
});
