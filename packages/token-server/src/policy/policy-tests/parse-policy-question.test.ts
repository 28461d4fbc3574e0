import { expect, it } from 'vitest';
import { APP_ID, NOW } from '../../../test/policy-questions.js';
import { ANONYMOUS } from '../../callers/anonymous-callers.js';
import { parsePolicyQuestion } from './parse-policy-question.js';

it('reads who asks for what', () => {
  const caller = {
    kind: 'jwt',
    id: 'zoe',
    issuer: 'https://a.example',
    scopes: ['a'],
    claims: { age: 7 },
  };
  const request = {
    project: APP_ID,
    service: 'apaas',
    channel: 'math',
    account: 'zoe',
    roomRole: 2,
    expiresInSeconds: 60,
  };
  expect(parsePolicyQuestion(caller, request, NOW)).toEqual({
    caller,
    appId: APP_ID,
    service: {
      service: 'apaas',
      channel: 'math',
      user: { kind: 'account', account: 'zoe' },
      roomRole: 2,
    },
    expiresInSeconds: 60,
    now: NOW,
  });
});

it('needs little', () => {
  expect(parsePolicyQuestion({ kind: 'anonymous' }, { service: 'rtc' }, NOW)).toMatchObject({
    caller: ANONYMOUS,
    service: { service: 'rtc' },
  });
});

it.each([
  [{ kind: 'jwt' }, {}, 'caller.id is missing'],
  [{ id: 'zoe' }, {}, 'caller.kind is missing'],
  [{ kind: 'jwt', id: 'zoe', claim: {} }, {}, 'caller.claim is unknown: did you mean claims?'],
  [{ kind: 'jwt', id: 'zoe', claims: [] }, {}, 'caller.claims must be an object'],
  [{ kind: 'jwt', id: 'zoe', scopes: 'a b' }, {}, 'caller.scopes must be a list'],
  [{ kind: 'anonymous', id: 'zoe' }, {}, 'caller.id is nothing that an anonymous caller has'],
  [{ kind: 'anonymous' }, { service: undefined }, 'request.service is missing'],
  [{ kind: 'anonymous' }, { service: 'rtx' }, 'request.service is "rtx"'],
  [{ kind: 'anonymous' }, { uid: '7' }, 'request.uid cannot be used'],
  [{ kind: 'anonymous' }, { uid: 7, account: 'a' }, 'request has uid and account'],
  [{ kind: 'anonymous' }, { account: '' }, 'request.account cannot be used'],
  [{ kind: 'anonymous' }, { channel: 7 }, 'request.channel must be a text'],
  [{ kind: 'anonymous' }, { role: 1 }, 'request.role is 1'],
  [{ kind: 'anonymous' }, { project: 'a' }, 'request.project cannot be used'],
  [
    { kind: 'anonymous' },
    { expiresInSeconds: 0 },
    'request.expiresInSeconds must be a whole number',
  ],
])('refuses %j with %j', (caller, request, message) => {
  expect(() => parsePolicyQuestion(caller, { service: 'rtc', ...request }, NOW)).toThrow(
    expect.objectContaining({
      code: 'policy_tests_invalid',
      message: expect.stringContaining(message),
    }),
  );
});
