import { expect, it } from 'vitest';
import { APP_ID, ask, grantRule, policyOf } from '../../../test/policy-questions.js';

const FCDN = { role: undefined, privileges: ['play'] };

/** Why a rule that grants does not match; undefined where it does. */
function findMismatch(rule: object, request: object): unknown {
  const { rules } = policyOf(grantRule(rule)).explain(ask(request));
  return rules.map(({ part, reason }) =>
    part === undefined ? undefined : `${part}: ${reason ?? ''}`,
  )[0];
}

const isDenied = (rule: object, request: object): boolean =>
  policyOf({ name: 'denial', deny: 'no', ...rule }).explain(ask(request)).decision.kind ===
    'denied' &&
  policyOf({ name: 'denial', deny: 'no', ...rule }).explain(ask(request)).rules[0]?.verdict ===
    'decided';

it.each([
  [{ projects: [APP_ID] }, { project: APP_ID }],
  [{ channels: ['lobby', 'ro*'] }, {}],
  [{ users: ['7'] }, {}],
  [{ users: ['z*'] }, { uid: undefined, account: 'zoe' }],
  [{ users: ['7'] }, { uid: undefined, account: '7' }],
  [{ roles: ['publisher'] }, {}],
  [{ roles: ['publisher'] }, { role: undefined, privileges: ['publishVideoStream'] }],
  [{ roles: ['subscriber'] }, { role: undefined }],
])('%j is about %j', (rule, request) => {
  expect(findMismatch(rule, request)).toBeUndefined();
  expect(isDenied(rule, request)).toBe(true);
});

it.each([
  [{ projects: [APP_ID] }, {}, `projects: the project is ${'0'.repeat(32)}`],
  [{ services: ['rtc'] }, { ...FCDN, service: 'fcdn' }, 'services: the service is fcdn'],
  [{ channels: ['ROOM', 'roo', 'room*'] }, {}, 'channels: the channel is "room"'],
  [{ channels: ['room'] }, { channel: 'rооm' }, 'channels: the channel is "rооm"'],
  [{ channels: ['*'] }, { channel: undefined }, 'channels: no channel is named'],
  [{ users: ['*'] }, { uid: undefined }, 'users: no user is named'],
  [{ users: ['70', '*7'] }, {}, 'users: the user is "7"'],
  [{ roles: ['publisher'] }, { role: 'subscriber' }, 'roles: the role is subscriber'],
  [{ roles: ['publisher'] }, { role: undefined }, 'roles: the role is subscriber'],
])('%j is not about %j', (rule, request, reason) => {
  expect(findMismatch(rule, request)).toBe(reason);
});

it.each([
  [{ channels: ['room'] }, { channel: '' }],
  [{ channels: ['room'] }, { channel: '*' }],
  [{ users: ['8'] }, { uid: 0 }],
])('what stands for everything holds what a denial names: %j, %j', (rule, request) => {
  expect(isDenied(rule, request)).toBe(true);
  expect(findMismatch(rule, request)).toMatch(/any (?:channel|user) is asked for/);
});

it('does not take what has no role for a subscriber', () => {
  expect(isDenied({ roles: ['subscriber'] }, { ...FCDN, service: 'fcdn' })).toBe(false);
});
