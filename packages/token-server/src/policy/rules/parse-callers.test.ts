import { expect, it } from 'vitest';
import {
  ANYBODY,
  ask,
  grantRule,
  jwt,
  policyOf,
  problemsOf,
} from '../../../test/policy-questions.js';

const problemsOfCallers = (callers: unknown): readonly string[] =>
  problemsOf(grantRule({ callers }));

it.each([
  [[], 'rules[0].callers is an empty list'],
  ['jwt', 'rules[0].callers must be a list, and is "jwt"'],
  [['jwt'], 'rules[0].callers[0] must be an object, and is "jwt"'],
  [[{}], 'rules[0].callers[0].kind is missing'],
  [[{ kind: 'jtw' }], 'rules[0].callers[0].kind is "jtw": did you mean jwt?'],
  [[{ kind: 'apikey' }], 'rules[0].callers[0].kind is "apikey": did you mean api-key?'],
  [[{ kind: 'jwt', isuer: 'x' }], 'rules[0].callers[0].isuer is unknown: did you mean issuer?'],
  [[{ kind: 'jwt', scopes: ['a', 'a'] }], 'rules[0].callers[0].scopes has "a" twice'],
  [[{ kind: 'jwt', scopes: [] }], 'rules[0].callers[0].scopes is an empty list'],
  [[{ kind: 'jwt', ids: ['a**'] }], 'rules[0].callers[0].ids[0] has two *'],
  [
    [{ kind: 'anonymous', ids: ['*'] }],
    'rules[0].callers[0].ids is of no use here: an anonymous caller has none',
  ],
])('refuses %j', (callers, message) => {
  const [first, ...others] = problemsOfCallers(callers);
  expect([first, others]).toEqual([expect.stringContaining(message), []]);
});

it('takes kinds of a program of its own', () => {
  const policy = policyOf(grantRule({ callers: [{ kind: 'session' }] }));
  expect(policy.decide(ask({}, { kind: 'session', id: 'zoe' })).kind).toBe('granted');
  expect(policy.decide(ask({}, ANYBODY)).kind).toBe('denied');
  expect(policy.decide(ask({}, jwt())).kind).toBe('denied');
});
