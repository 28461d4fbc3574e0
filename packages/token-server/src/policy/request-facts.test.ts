import { RTC_PRIVILEGES } from '@stagedoor/token';
import { expect, it } from 'vitest';
import { ask } from '../../test/policy-questions.js';
import { factsOf, isWildcardChannel } from './request-facts.js';

it.each([
  ['a role', { role: 'publisher' }, 'publisher', RTC_PRIVILEGES],
  ['no role', { role: undefined }, 'subscriber', ['joinChannel']],
  ['joining alone', { privileges: ['joinChannel'] }, 'subscriber', ['joinChannel']],
  [
    'a privilege beyond joining, whatever the role',
    { role: 'subscriber', privileges: ['publishDataStream'] },
    'publisher',
    ['publishDataStream'],
  ],
])('reads %s', (_, request, role, privileges) => {
  expect(factsOf(ask(request))).toMatchObject({ role, privileges });
});

it.each([
  [{ service: 'rtm', channel: undefined }, ['login']],
  [{ service: 'fcdn' }, []],
  [{ service: 'chat' }, ['user']],
  [{ service: 'apaas' }, ['roomUser']],
  [{ service: 'apaas', channel: undefined }, ['user']],
  [{ service: 'stt' }, []],
])('knows what %j stands for', (request, privileges) => {
  expect(factsOf(ask({ ...request, role: undefined }))).toMatchObject({
    role: undefined,
    privileges,
  });
});

it.each([
  [{ uid: 7 }, '7'],
  [{ uid: 0 }, ''],
  [{ uid: undefined }, ''],
  [{ uid: undefined, account: 'zoe' }, 'zoe'],
  [{ uid: undefined, account: '7' }, '7'],
])('writes the user of %j as a token does', (request, text) => {
  expect(factsOf(ask(request)).userText).toBe(text);
});

it('knows the channels that stand for all', () => {
  expect(['', '*', ' ', '**', 'a'].map(isWildcardChannel)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
