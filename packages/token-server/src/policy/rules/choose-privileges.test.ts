import { expect, it } from 'vitest';
import { ask, grantRule, policyOf } from '../../../test/policy-questions.js';
import type { PolicyDecision } from '../policy.js';

/** What is granted of role and privileges, or why nothing. */
function rightsOf(decision: PolicyDecision): unknown {
  if (decision.kind === 'denied') return decision.reason.replace('no rule grants it: grant: ', '');
  const { role, privileges } = decision.granted;
  return role ?? privileges ?? 'as the service has it';
}

const chooseRtc = (grant: object, request: object): unknown =>
  rightsOf(
    policyOf(grantRule({}, { role: undefined, ...grant })).decide(
      ask({ role: undefined, ...request }),
    ),
  );

const BOTH = { role: { requested: ['subscriber', 'publisher'] } };
const LISTENING = { role: { requested: ['subscriber'] } };
const AUDIO = ['joinChannel', 'publishAudioStream'];

it.each([
  [{ role: 'publisher' }, {}, 'publisher'],
  [{ role: 'subscriber' }, { role: 'publisher' }, 'subscriber'],
  [BOTH, { role: 'publisher' }, 'publisher'],
  [BOTH, {}, 'subscriber'],
  [BOTH, { privileges: AUDIO }, AUDIO],
  [LISTENING, { role: 'subscriber' }, 'subscriber'],
  [LISTENING, { privileges: ['joinChannel'] }, ['joinChannel']],
  [{ privileges: AUDIO }, { role: 'publisher' }, AUDIO],
  [{ privileges: { requested: AUDIO } }, { role: 'subscriber' }, ['joinChannel']],
  [
    { privileges: { requested: AUDIO } },
    { privileges: ['publishAudioStream'] },
    ['publishAudioStream'],
  ],
])('grants by %j what %j asks for', (grant, request, rights) => {
  expect(chooseRtc(grant, request)).toEqual(rights);
});

it.each([
  [LISTENING, { role: 'publisher' }, 'the role publisher is asked for, beyond subscriber'],
  [
    LISTENING,
    { privileges: AUDIO },
    'the privilege "publishAudioStream" is asked for, beyond joinChannel',
  ],
  [
    { role: { requested: ['publisher'] } },
    {},
    'the role subscriber is asked for, beyond publisher',
  ],
  [BOTH, { privileges: [] }, 'no privileges are named'],
  [BOTH, { privileges: ['fly'] }, /^the privilege "fly" is asked for/],
  [
    { privileges: { requested: AUDIO } },
    { role: 'publisher' },
    /^the privilege "publishVideoStream" is asked for/,
  ],
])('grants nothing by %j for %j', (grant, request, reason) => {
  expect(chooseRtc(grant, request)).toMatch(reason);
});

const choose = (service: string, grant: object, request: object): unknown =>
  rightsOf(
    policyOf({
      name: 'grant',
      services: [service],
      grant: { maxLifeSeconds: 60, ...grant },
    }).decide(ask({ service, role: undefined, ...request })),
  );

const USER = { user: 'requested' };
const CHAT = { ...USER, privileges: { requested: ['user', 'app'] } };

it.each([
  ['fcdn', { ...USER, privileges: { requested: ['play'] } }, { privileges: ['play'] }, ['play']],
  ['fcdn', { ...USER, privileges: ['publish', 'play'] }, {}, ['publish', 'play']],
  ['fcdn', { ...USER, privileges: { requested: ['play'] } }, {}, 'no privileges are named'],
  ['rtm', USER, { channel: undefined }, 'as the service has it'],
  ['rtm', USER, { channel: undefined, privileges: ['login'] }, 'as the service has it'],
  ['rtm', USER, { channel: undefined, privileges: ['logout'] }, 'rtm has no privilege "logout"'],
  ['stt', {}, { channel: undefined }, 'as the service has it'],
  ['chat', USER, { channel: undefined }, ['user']],
  [
    'chat',
    USER,
    { channel: undefined, privileges: ['app'] },
    'the privilege "app" is asked for, beyond user',
  ],
  ['chat', CHAT, { channel: undefined, privileges: ['app'] }, ['app']],
  [
    'chat',
    CHAT,
    { channel: undefined, privileges: ['user', 'app'] },
    '2 privileges are asked for, and a token has one of them',
  ],
])('%s by %j for %j', (service, grant, request, rights) => {
  expect(choose(service, grant, request)).toEqual(rights);
});
