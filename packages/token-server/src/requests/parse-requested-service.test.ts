import { describe, expect, it } from 'vitest';
import { parseRequestedService } from './parse-requested-service.js';
import type { RequestedService } from './token-request.js';

const parse = (fields: object): RequestedService =>
  parseRequestedService(new Map(Object.entries(fields)));
const refused = (code: string): unknown => expect.objectContaining({ code });

const ZOE = { kind: 'account', account: 'zoe' } as const;

describe('a service of a request', () => {
  it.each<[object, RequestedService]>([
    [
      { service: 'rtc', channel: 'test', uid: 7, role: 'publisher' },
      { service: 'rtc', channel: 'test', user: { kind: 'uid', uid: 7 }, role: 'publisher' },
    ],
    [
      { service: 'rtc', channel: 'test', account: 'zoe', privileges: ['joinChannel'] },
      { service: 'rtc', channel: 'test', user: ZOE, privileges: ['joinChannel'] },
    ],
    [{ service: 'rtc' }, { service: 'rtc' }],
    [
      { service: 'rtc', uid: 0 },
      { service: 'rtc', user: { kind: 'anyone' } },
    ],
    [
      { service: 'rtm', userId: 'zoe' },
      { service: 'rtm', user: ZOE },
    ],
    [
      { service: 'rtm2', userId: 'zoe' },
      { service: 'rtm2', user: ZOE },
    ],
    [
      { service: 'streaming', channel: 'test', uid: 7, privileges: ['publishRawStream'] },
      {
        service: 'streaming',
        channel: 'test',
        user: { kind: 'uid', uid: 7 },
        privileges: ['publishRawStream'],
      },
    ],
    [
      { service: 'fcdn', channel: 'test', account: 'zoe' },
      { service: 'fcdn', channel: 'test', user: ZOE },
    ],
    [
      { service: 'chat', userId: 'zoe' },
      { service: 'chat', user: ZOE },
    ],
    [
      { service: 'chat', privileges: ['app'] },
      { service: 'chat', privileges: ['app'] },
    ],
    [
      { service: 'apaas', room: 'math', userId: 'zoe', roomRole: 2 },
      { service: 'apaas', channel: 'math', user: ZOE, roomRole: 2 },
    ],
    [
      { service: 'apaas', userId: 'zoe' },
      { service: 'apaas', user: ZOE },
    ],
    [
      { service: 'apaas', privileges: ['app'] },
      { service: 'apaas', privileges: ['app'] },
    ],
    [{ service: 'fpa' }, { service: 'fpa' }],
    [{ service: 'convoai' }, { service: 'convoai' }],
    [{ service: 'stt' }, { service: 'stt' }],
  ])('%j is read', (fields, requested) => {
    expect(parse(fields)).toEqual(requested);
  });

  it.each<[object, RequestedService]>([
    [
      { service: 'chat', userId: 'zoe', privileges: ['user'] },
      { service: 'chat', user: ZOE },
    ],
    [
      { service: 'apaas', userId: 'zoe', privileges: ['user'] },
      { service: 'apaas', user: ZOE },
    ],
    [
      { service: 'apaas', room: 'math', userId: 'zoe', privileges: ['roomUser'] },
      { service: 'apaas', channel: 'math', user: ZOE },
    ],
  ])('%j is the same as without privileges', (fields, requested) => {
    expect(parse(fields)).toEqual(requested);
  });

  it.each([
    [{ service: 'chat', userId: 'zoe', privileges: ['app'] }],
    [{ service: 'apaas', userId: 'zoe', privileges: ['app'] }],
    [{ service: 'apaas', room: 'math', privileges: ['app'] }],
    [{ service: 'apaas', roomRole: 1, privileges: ['app'] }],
    [{ service: 'apaas', room: 'math', userId: 'zoe', privileges: ['user'] }],
    [{ service: 'apaas', userId: 'zoe', privileges: ['roomUser'] }],
    [{ service: 'rtc', channel: 'test', role: 'subscriber', privileges: ['joinChannel'] }],
  ])('%j contradicts itself', (fields) => {
    expect(() => parse(fields)).toThrow(refused('invalid_privilege'));
  });

  it.each(['RTC', 'toString', '__proto__', '', 1, null, undefined, ['rtc'], { service: 'rtc' }])(
    'is not of the name %j',
    (service) => {
      expect(() => parse({ service })).toThrow(refused('invalid_services'));
    },
  );

  it.each([
    [{ service: 'rtc', userId: 'zoe' }],
    [{ service: 'rtm', uid: 7 }],
    [{ service: 'rtm', channel: 'test' }],
    [{ service: 'rtm', privileges: ['login'] }],
    [{ service: 'fcdn', role: 'publisher' }],
    [{ service: 'apaas', channel: 'math' }],
    [{ service: 'stt', userId: 'zoe' }],
    [{ service: 'rtm2', permissions: {} }],
    [{ service: 'rtc', user: { kind: 'uid', uid: 7 } }],
    [{ service: 'rtc', rule: 'mine' }],
    [{ service: 'rtc', maxLifeSeconds: 1e9 }],
  ])('%j has a field of another one', (fields) => {
    expect(() => parse(fields)).toThrow(refused('unknown_field'));
  });

  it.each([
    [{ service: 'rtc', channel: 7 }, 'wrong_field_type'],
    [{ service: 'rtc', channel: null }, 'wrong_field_type'],
    [{ service: 'apaas', room: ['math'] }, 'wrong_field_type'],
    [{ service: 'rtc', uid: '7' }, 'invalid_uid'],
    [{ service: 'rtc', uid: 7, account: 'zoe' }, 'invalid_uid'],
    [{ service: 'rtc', account: 7 }, 'invalid_account'],
    [{ service: 'rtm', userId: '0' }, 'invalid_user_id'],
    [{ service: 'rtc', role: 'admin' }, 'invalid_role'],
    [{ service: 'rtc', role: null }, 'invalid_role'],
    [{ service: 'rtc', role: 1 }, 'invalid_role'],
    [{ service: 'apaas', roomRole: 1.5 }, 'invalid_role'],
    [{ service: 'apaas', roomRole: 40_000 }, 'invalid_role'],
    [{ service: 'apaas', roomRole: '1' }, 'invalid_role'],
  ])('%j is refused with %s', (fields, code) => {
    expect(() => parse(fields)).toThrow(refused(code));
  });
});
