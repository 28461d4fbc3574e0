import { describe, expect, it } from 'vitest';
import type { TokenRequest } from '../requests/token-request.js';
import { openStreamChannel } from './parse-community-path.js';
import { parseGetTokenBody } from './parse-get-token-body.js';

const parse = (fields: object): TokenRequest =>
  parseGetTokenBody(new TextEncoder().encode(JSON.stringify(fields)));
const refused = (code: string, message = ''): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

const RTC = { tokenType: 'rtc', channel: 'test', role: 'publisher', uid: '7' };
const ZOE = { kind: 'account', account: 'zoe' } as const;

describe('the body of POST /getToken', () => {
  it('asks for an RTC token of a uid', () => {
    const user = { kind: 'uid', uid: 7 };
    expect(parse({ ...RTC, expire: 600 })).toEqual({
      services: [{ service: 'rtc', channel: 'test', user, role: 'publisher' }],
      expiresInSeconds: 600,
    });
  });

  it.each([
    ['0', { kind: 'anyone' }],
    ['zoe', ZOE],
    ['7a', { kind: 'account', account: '7a' }],
    ['-7', { kind: 'account', account: '-7' }],
    [' 7', { kind: 'account', account: ' 7' }],
  ])('takes the uid %j for %j', (uid, user) => {
    expect(parse({ ...RTC, uid })).toMatchObject({ services: [{ user }] });
  });

  it.each(['4294967296', '4294967303', '18446744073709551616', '0007', '00'])(
    'makes no other user of the uid %s',
    (uid) => {
      expect(() => parse({ ...RTC, uid })).toThrow(refused('invalid_uid'));
    },
  );

  it.each(['subscriber', 'audience', ''])('subscribes with the role %j', (role) => {
    expect(parse({ ...RTC, role })).toMatchObject({ services: [{ role: 'subscriber' }] });
  });

  it('asks for a Signaling token, and with a channel for its stream channel', () => {
    const service = { service: 'rtm', user: ZOE };
    expect(parse({ tokenType: 'rtm', uid: 'zoe' })).toEqual({ services: [service] });
    expect(parse({ tokenType: 'rtm', uid: 'zoe', channel: 'test' })).toEqual({
      services: [service, openStreamChannel('test', ZOE)],
    });
  });

  it('asks for a Chat token of a user, and without one of the app', () => {
    const app = { services: [{ service: 'chat', privileges: ['app'] }] };
    expect(parse({ tokenType: 'chat', uid: 'zoe' })).toEqual({
      services: [{ service: 'chat', user: ZOE }],
    });
    expect(parse({ tokenType: 'chat' })).toEqual(app);
    expect(parse({ tokenType: 'chat', uid: '' })).toEqual(app);
  });

  it.each([undefined, 0, null])('leaves the life to the server where it is %j', (seconds) => {
    expect(parse({ ...RTC, expire: seconds }).expiresInSeconds).toBeUndefined();
  });

  it('may write names in any letter case, and have more fields', () => {
    const body = { TokenType: 'rtm', UID: 'zoe', app: 'mine' };
    expect(parse(body)).toMatchObject({ services: [{ user: ZOE }] });
  });

  it.each([
    [{}, 'unknown_token_type', '""'],
    [{ ...RTC, tokenType: 'fpa' }, 'unknown_token_type', 'rtc, rtm, chat'],
    [{ ...RTC, tokenType: '__proto__' }, 'unknown_token_type', ''],
    [{ ...RTC, tokenType: ['rtc'] }, 'wrong_field_type', 'tokenType'],
    [{ ...RTC, uid: undefined }, 'missing_field', 'uid'],
    [{ ...RTC, uid: '' }, 'missing_field', 'uid'],
    [{ ...RTC, uid: 7 }, 'wrong_field_type', 'uid'],
    [{ ...RTC, channel: undefined }, 'missing_field', 'channel'],
    [{ ...RTC, channel: 7 }, 'wrong_field_type', 'channel'],
    [{ ...RTC, role: 1 }, 'wrong_field_type', 'role'],
    [{ ...RTC, expire: '600' }, 'invalid_expiry', '600'],
    [{ ...RTC, expire: -1 }, 'invalid_expiry', '-1'],
    [{ ...RTC, Uid: '8' }, 'repeated_field', 'uid'],
    [{ tokenType: 'rtm' }, 'missing_field', 'uid'],
    [{ tokenType: 'rtm', uid: '0' }, 'invalid_user_id', ''],
    [{ tokenType: 'chat', uid: '0' }, 'invalid_user_id', ''],
  ])('%j is refused with %s', (fields, code, message) => {
    expect(() => parse(fields)).toThrow(refused(code, message));
  });
});
