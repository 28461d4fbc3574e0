import { expect, it } from 'vitest';
import { ask, grantRule, policyOf } from '../../../test/policy-questions.js';
import { describeGranted } from '../policy-tests/describe-granted.js';

function decide(rule: object, request: object): unknown {
  const decision = policyOf(rule).decide(ask(request));
  return decision.kind === 'granted'
    ? describeGranted(decision.granted)
    : decision.reason.replace(/^no rule grants it: \w+: /, '');
}

it('grants what is asked for, and no more', () => {
  expect(decide(grantRule({}, { privilegeLifeSeconds: 60 }), {})).toEqual({
    service: 'rtc',
    channel: 'room',
    user: { uid: 7 },
    role: 'publisher',
    maxLifeSeconds: 3600,
    privilegeLifeSeconds: 60,
  });
});

it('grants a channel that the rule fixes', () => {
  const rule = grantRule({}, { channel: { fixed: 'lobby' } });
  expect(decide(rule, {})).toMatchObject({ channel: 'lobby' });
  expect(decide(rule, { channel: undefined })).toMatchObject({ channel: 'lobby' });
});

it.each([
  [undefined, 'no channel is named'],
  ['', 'a token for any channel is asked for, which no rule grants'],
  ['*', 'a token for any channel is asked for, which no rule grants'],
])('grants no channel for %j', (channel, reason) => {
  expect(decide(grantRule(), { channel })).toBe(reason);
  expect(decide(grantRule({}, { anyUser: true }), { channel, uid: 0 })).toBe(reason);
});

it('grants permissions of Signaling', () => {
  const permissions = { messageChannels: { read: ['lobby'] } };
  const rule = {
    name: 'a',
    services: ['rtm2'],
    grant: { user: 'requested', permissions, maxLifeSeconds: 60 },
  };
  expect(decide(rule, { service: 'rtm2', channel: undefined, role: undefined })).toMatchObject({
    permissions,
  });
});

const room = (grant: object): object => ({
  name: 'a',
  services: ['apaas'],
  grant: {
    privileges: { requested: ['roomUser', 'user', 'app'] },
    user: 'requested',
    maxLifeSeconds: 60,
    ...grant,
  },
});
const ROOM = { service: 'apaas', role: undefined };

it.each([
  [{}, {}, { channel: 'room', roomRole: -1, privileges: ['roomUser'] }],
  [{ roomRole: 2 }, { roomRole: 1 }, { channel: 'room', roomRole: 2 }],
  [{ roomRole: { requested: [1, 2] } }, { roomRole: 1 }, { channel: 'room', roomRole: 1 }],
  [{}, { channel: undefined }, { user: { uid: 7 }, privileges: ['user'] }],
  [{}, { privileges: ['app'] }, { privileges: ['app'] }],
])('grants a room by %j for %j', (grant, request, granted) => {
  expect(decide(room(grant), { ...ROOM, ...request })).toMatchObject(granted);
});

it('names no more in a token than it is for', () => {
  expect(decide(room({}), { ...ROOM, privileges: ['app'] })).toEqual({
    service: 'apaas',
    privileges: ['app'],
    maxLifeSeconds: 60,
  });
});

it.each([
  [{}, { roomRole: 1 }, 'the role 1 in the room is asked for, which the rule does not list'],
  [
    { roomRole: { requested: [2] } },
    { roomRole: 1 },
    'the role 1 in the room is asked for, which the rule does not list',
  ],
  [
    { roomRole: { requested: [2] } },
    {},
    'the role -1 in the room is asked for, which the rule does not list',
  ],
  [{}, { channel: undefined, privileges: ['roomUser'] }, 'no channel is named'],
  [{}, { uid: undefined }, 'no user is named'],
])('grants no room by %j for %j', (grant, request, reason) => {
  expect(decide(room(grant), { ...ROOM, ...request })).toBe(reason);
});
