import { expect, it } from 'vitest';
import { APP_ID, grantRule, problemsOf } from '../../../test/policy-questions.js';

it('takes what a rule can have', () => {
  const scope = {
    description: 'For who reads it.',
    callers: [{ kind: 'jwt' }],
    projects: [APP_ID],
    channels: ['a-*'],
    users: ['7'],
    roles: ['publisher'],
    when: 'caller.id == "zoe"',
  };
  expect(problemsOf(grantRule(scope))).toEqual([]);
  expect(problemsOf({ name: 'b', deny: 'no', services: ['rtc'], ...scope })).toEqual([]);
});

it.each([
  [{ name: undefined }, 'rules[0].name is missing'],
  [{ name: '' }, 'rules[0].name must be 1 to 64 letters'],
  [{ name: 'a b' }, 'rules[0].name must be 1 to 64 letters'],
  [{ name: 'ü' }, 'rules[0].name must be 1 to 64 letters'],
  [{ wen: 'true' }, 'rules[0].wen is unknown: did you mean when?'],
  [{ __proto__: null, chanels: [] }, 'rules[0].chanels is unknown: did you mean channels?'],
  [{ deny: 'no' }, 'rules[0] must have either grant or deny'],
  [{ services: undefined }, 'rules[0].services is missing; name what the rule grants'],
  [{ services: ['rtx'] }, 'rules[0].services[0] is "rtx": did you mean'],
  [{ services: ['rtc', 'rtc'] }, 'rules[0].services has "rtc" twice'],
  [{ projects: ['abc'] }, 'rules[0].projects[0] is no App ID'],
  [{ channels: [] }, 'rules[0].channels is an empty list'],
  [{ roles: ['host'] }, 'rules[0].roles[0] is "host"'],
  [{ when: 'tru' }, 'rules[0].when cannot be used'],
  [{ description: 7 }, 'rules[0].description must be a text'],
  [
    { services: ['rtc', 'rtm'], channels: ['a'] },
    'rules[0].channels does not fit: rtm has no channel',
  ],
  [
    { services: ['rtc', 'rtm'], roles: ['publisher'] },
    'rules[0].roles does not fit: rtm has no roles',
  ],
  [{ services: ['rtc', 'stt'], users: ['7'] }, 'rules[0].users does not fit: stt has no user'],
])('refuses %j', (rule, message) => {
  const [first, ...others] = problemsOf(grantRule(rule));
  expect([first, others]).toEqual([expect.stringContaining(message), []]);
});

it.each([
  [{ deny: '' }, 'rules[0].deny is empty'],
  [{ deny: true }, 'rules[0].deny must be a text'],
  [{}, 'rules[0] must have either grant or deny'],
])('refuses a denial that is %j', (rule, message) => {
  expect(problemsOf({ name: 'a', ...rule })).toEqual([expect.stringContaining(message)]);
});
