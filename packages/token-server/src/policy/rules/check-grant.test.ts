import { expect, it } from 'vitest';
import { grantRule, problemsOf } from '../../../test/policy-questions.js';

const AT = 'rules[0].grant';

const problemsOfGrant = (services: readonly string[], grant: object): readonly string[] =>
  problemsOf(grantRule({ services }, { role: undefined, ...grant }));

const NO_USER = { user: undefined };

it.each([
  [['rtc', 'rtm'], { role: 'publisher' }],
  [['rtm', 'rtm2'], { permissions: {} }],
  [['streaming'], { privileges: ['publishMixStream'] }],
  [['chat'], {}],
  [['chat'], { ...NO_USER, privileges: ['app'] }],
  [['apaas'], { privileges: ['roomUser'], roomRole: 2, channel: { fixed: 'math' } }],
  [['fpa', 'convoai', 'stt'], NO_USER],
  [['fcdn'], { privileges: { requested: ['play'] }, anyUser: true }],
])('%j can grant %j', (services, grant) => {
  expect(problemsOfGrant(services, grant)).toEqual([]);
});

it.each([
  [['rtc'], {}, `${AT} needs role or privileges for rtc`],
  [
    ['rtc'],
    { role: 'publisher', privileges: ['joinChannel'] },
    `${AT} has role and privileges; give one of them`,
  ],
  [['rtm'], { role: 'publisher' }, `${AT}.role is of no use: only rtc has roles`],
  [
    ['rtm'],
    { privileges: ['login'] },
    `${AT}.privileges is of no use: rtm has nothing to choose from`,
  ],
  [['fcdn'], {}, `${AT}.privileges is missing; fcdn has publish, play`],
  [
    ['fcdn', 'rtm'],
    { privileges: ['play'] },
    `${AT}.privileges stands in a rule of several services`,
  ],
  [
    ['chat'],
    { privileges: ['user', 'app'] },
    `${AT}.privileges has several, and a token of chat has one of them`,
  ],
  [
    ['chat'],
    { privileges: ['app'] },
    `${AT}.user is of no use: such a token of chat is for no user`,
  ],
  [['chat'], NO_USER, `${AT}.user is missing; say for whom tokens of chat are`],
  [['stt'], {}, `${AT}.user is of no use: such a token of stt is for no user`],
  [['rtm'], { anyUser: true }, `${AT}.anyUser cannot be: rtm has no tokens for any user`],
  [
    ['fcdn'],
    { privileges: ['play'], user: { uid: 7 }, anyUser: true },
    `${AT}.anyUser is of no use`,
  ],
  [
    ['rtm'],
    { channel: { fixed: 'lobby' } },
    `${AT}.channel is of no use: such a token of rtm is for no channel`,
  ],
  [['apaas'], { privileges: ['user'], channel: { fixed: 'a' } }, `${AT}.channel is of no use`],
  [['rtm2'], {}, `${AT}.permissions is missing; rtm2 needs it`],
  [['rtm'], { permissions: {} }, `${AT}.permissions is of no use: only rtm2 has permissions`],
  [['rtm'], { roomRole: 1 }, `${AT}.roomRole is of no use: only apaas has rooms`],
  [
    ['rtm'],
    { maxLifeSeconds: 60, privilegeLifeSeconds: 61 },
    `${AT}.privilegeLifeSeconds is longer than maxLifeSeconds, 60`,
  ],
])('%j cannot grant %j', (services, grant, message) => {
  const [first, ...others] = problemsOfGrant(services, grant);
  expect([first, others]).toEqual([expect.stringContaining(message), []]);
});

it('does not let a list of users grow to all users', () => {
  expect(problemsOf(grantRule({ users: ['7'] }, { anyUser: true }))).toEqual([
    expect.stringContaining('rules[0].grant.anyUser contradicts users'),
  ]);
});
