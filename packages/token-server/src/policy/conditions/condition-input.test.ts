import { expect, it } from 'vitest';
import { ANYBODY, ask, jwt, NOW } from '../../../test/policy-questions.js';
import { factsOf } from '../request-facts.js';
import {
  CALLER_FIELDS,
  type ConditionInput,
  REQUEST_FIELDS,
  toConditionInput,
} from './condition-input.js';

function inputOf(request: object, caller: object = jwt()): ConditionInput {
  const question = ask(request, caller);
  return toConditionInput(question, factsOf(question));
}

it('has what is asked for, in the words of the language', () => {
  const { request, now } = inputOf({ expiresInSeconds: 60 });
  expect(Object.fromEntries(Object.entries(request))).toEqual({
    project: '0'.repeat(32),
    service: 'rtc',
    channel: 'room',
    user: '7',
    uid: 7n,
    role: 'publisher',
    privileges: ['joinChannel', 'publishAudioStream', 'publishVideoStream', 'publishDataStream'],
    roomRole: -1n,
    expiresInSeconds: 60n,
  });
  expect(now.getTime()).toBe(NOW * 1000);
});

it('is empty where the request says nothing', () => {
  const { request } = inputOf({
    service: 'rtm',
    channel: undefined,
    uid: undefined,
    role: undefined,
  });
  expect(request).toMatchObject({ channel: '', user: '', uid: 0n, role: '', expiresInSeconds: 0n });
});

it('has who asks', () => {
  const { caller } = inputOf({}, jwt({ age: 7 }, { scopes: ['a'] }));
  expect(caller).toMatchObject({
    kind: 'jwt',
    id: 'zoe',
    issuer: 'https://login.example.com',
    scopes: ['a'],
  });
  expect(caller.claims).toEqual(new Map([['age', 7n]]));
  expect(inputOf({}, ANYBODY).caller).toMatchObject({ kind: 'anonymous', issuer: '', scopes: [] });
});

it('reads claims when it is asked for them, and once', () => {
  let reads = 0;
  const claims = {
    get slow(): number {
      reads += 1;
      return 1;
    },
  };
  const { caller } = inputOf({}, jwt(claims));
  expect(reads).toBe(0);
  expect([caller.claims.get('slow'), caller.claims.get('slow'), reads]).toEqual([1n, 1n, 1]);
});

it('has every field whose type is declared', () => {
  const { caller, request } = inputOf({});
  expect(Object.keys(CALLER_FIELDS).filter((name) => !(name in caller))).toEqual([]);
  expect(Object.keys(request).toSorted()).toEqual(Object.keys(REQUEST_FIELDS).toSorted());
});
