import { expect, it } from 'vitest';
import { grantRule, problemsOf } from '../../../test/policy-questions.js';

const AT = 'rules[0].grant';

it.each([
  { role: 'publisher' },
  { channel: 'requested' },
  { channel: { fixed: 'lobby' } },
  { anyUser: true },
  { user: { uid: 0 }, anyUser: true },
  { role: undefined, privileges: ['joinChannel'] },
  { role: undefined, privileges: { requested: ['joinChannel', 'publishAudioStream'] } },
  { maxLifeSeconds: 86_400, privilegeLifeSeconds: 86_400 },
])('takes %j', (grant) => {
  expect(problemsOf(grantRule({}, grant))).toEqual([]);
});

it.each([
  [{ maxLifeSeconds: undefined }, `${AT}.maxLifeSeconds is missing`],
  [{ maxLifeSeconds: 0 }, `${AT}.maxLifeSeconds must be a whole number from 1 to 86400, and is 0`],
  [{ maxLifeSeconds: 86_401 }, `${AT}.maxLifeSeconds must be a whole number from 1 to 86400`],
  [
    { maxLifeSeconds: '60' },
    `${AT}.maxLifeSeconds must be a whole number from 1 to 86400, and is "60"`,
  ],
  [{ privilegeLifeSeconds: 0 }, `${AT}.privilegeLifeSeconds must be a whole number`],
  [{ lifeSeconds: 60 }, `${AT}.lifeSeconds is unknown`],
  [{ role: 'host' }, `${AT}.role is "host"; there is publisher, subscriber`],
  [{ role: ['publisher'] }, `${AT}.role is a list; there is publisher, subscriber`],
  [{ role: { requested: [] } }, `${AT}.role.requested is an empty list`],
  [
    { role: { requested: ['publisher', 'publisher'] } },
    `${AT}.role.requested has "publisher" twice`,
  ],
  [{ role: { fixed: 'publisher' } }, `${AT}.role.fixed is unknown; there is requested`],
  [{ role: {} }, `${AT}.role must have exactly one of requested`],
  [
    { role: undefined, privileges: 'joinChannel' },
    `${AT}.privileges must be a list, and is "joinChannel"`,
  ],
  [
    { role: undefined, privileges: ['joinChanel'] },
    `${AT}.privileges[0] is "joinChanel": did you mean joinChannel?`,
  ],
  [{ channel: 'lobby' }, `${AT}.channel must be "requested" or {"fixed": "…"}`],
  [{ channel: { fixed: '' } }, `${AT}.channel.fixed cannot be used: the channel name is empty`],
  [{ channel: { fixed: '*' } }, `${AT}.channel.fixed cannot be used: the channel name has "*"`],
  [{ channel: { fixed: 7 } }, `${AT}.channel.fixed cannot be used: the channel name is 7`],
  [{ anyUser: false }, `${AT}.anyUser must be true, or be left out`],
  [{ permissions: { rooms: {} } }, `${AT}.permissions cannot be used`],
  [{ permissions: ['lobby'] }, `${AT}.permissions cannot be used`],
  [{ roomRole: 1.5 }, `${AT}.roomRole must be a whole number from -32768 to 32767`],
])('refuses %j', (grant, message) => {
  const [first, ...others] = problemsOf(grantRule({}, grant));
  expect([first, others]).toEqual([expect.stringContaining(message), []]);
});

it('must be an object', () => {
  expect(problemsOf({ ...grantRule(), grant: true })).toEqual([
    `${AT} must be an object, and is true`,
  ]);
});
