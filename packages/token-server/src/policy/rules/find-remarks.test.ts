import { expect, it } from 'vitest';
import { grantRule, policyOf } from '../../../test/policy-questions.js';

const remarksOf = (...rules: readonly object[]): readonly string[] =>
  policyOf(...rules).remarks.map(({ path, message }) => `${path} ${message}`);

const ISSUER = 'https://login.example.com';
const CLAIM = { user: { account: { claim: 'sub' } } };
const LISTENING = { role: 'subscriber' };

it.each([
  [
    grantRule({ callers: [{ kind: 'jwt' }] }, CLAIM),
    'takes JWTs of every issuer that the server knows',
  ],
  [
    grantRule({ callers: [{ kind: 'jwt', issuer: ISSUER }] }),
    'lets whoever has a JWT name any user',
  ],
  [
    grantRule({ callers: [{ kind: 'anonymous' }] }),
    'grants publisher to callers who do not say who they are',
  ],
  [
    grantRule(
      { callers: [{ kind: 'anonymous' }] },
      { role: undefined, privileges: ['joinChannel', 'publishDataStream'] },
    ),
    'grants publishDataStream to callers who do not say who they are',
  ],
  [
    {
      name: 'a',
      services: ['chat'],
      callers: [{ kind: 'anonymous' }],
      grant: { privileges: ['app'], maxLifeSeconds: 60 },
    },
    'grants app to callers who do not say who they are',
  ],
])('says of %j what is seldom meant', (rule, remark) => {
  expect(remarksOf(rule)).toEqual([expect.stringContaining(`rules[0] ${remark}`)]);
});

it.each([
  [grantRule({ callers: [{ kind: 'jwt', issuer: ISSUER }] }, CLAIM)],
  [grantRule({ callers: [{ kind: 'jwt', issuer: ISSUER }], when: 'request.user == caller.id' })],
  [grantRule({ callers: [{ kind: 'jwt', issuer: ISSUER }], users: ['guest-*'] })],
  [grantRule({ callers: [{ kind: 'api-key' }] })],
  [grantRule({ callers: [{ kind: 'anonymous' }] }, LISTENING)],
  [{ name: 'a', deny: 'no', callers: [{ kind: 'jwt' }] }],
])('says nothing of %j', (rule) => {
  expect(remarksOf(rule)).toEqual([]);
});

it('names rules that are never asked', () => {
  const all = { name: 'all', deny: 'closed' };
  const callers = [{ kind: 'api-key' }];
  expect(
    remarksOf(
      grantRule({ callers }),
      all,
      grantRule({ name: 'b', callers }),
      grantRule({ name: 'c', callers }),
    ),
  ).toEqual([
    'rules[2] is never asked: rules[1] denies everything to everybody',
    'rules[3] is never asked: rules[1] denies everything to everybody',
  ]);
  expect(remarksOf({ ...all, projects: ['0'.repeat(32)] }, grantRule({ callers }))).toEqual([]);
});
