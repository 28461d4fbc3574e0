import { describe, expect, it } from 'vitest';
import {
  openStreamChannel,
  parseChatPath,
  parseRtcPath,
  parseRtePath,
  parseRtmPath,
} from './parse-community-path.js';

interface PathInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

const input = (params: Readonly<Record<string, string>>, query = ''): PathInput => ({
  params,
  query: new URLSearchParams(query),
});
const RTC = { channelName: 'test', role: 'publisher', tokenType: 'uid', rtcuid: '7' };
const SEVEN = { kind: 'uid', uid: 7 } as const;
const ZOE = { kind: 'account', account: 'zoe' } as const;
const refused = (code: string): unknown => expect.objectContaining({ code });

describe('an address for an RTC token', () => {
  it('says channel, role, user and life', () => {
    expect(parseRtcPath(input(RTC, 'expiry=600'))).toEqual({
      services: [{ service: 'rtc', channel: 'test', user: SEVEN, role: 'publisher' }],
      expiresInSeconds: 600,
    });
  });

  it('may have an account', () => {
    const params = { ...RTC, tokenType: 'userAccount', rtcuid: 'zoe' };
    expect(parseRtcPath(input(params))).toMatchObject({ services: [{ user: ZOE }] });
  });

  it.each(['subscriber', 'audience', 'Publisher', 'publisher '])(
    'subscribes with the role %j',
    (role) => {
      expect(parseRtcPath(input({ ...RTC, role }))).toMatchObject({
        services: [{ role: 'subscriber' }],
      });
    },
  );

  it.each(['account', 'UID', 'toString', ''])('has no token type %j', (tokenType) => {
    expect(() => parseRtcPath(input({ ...RTC, tokenType }))).toThrow(refused('unknown_token_type'));
  });
});

describe('an address for a Signaling token', () => {
  it('says the user', () => {
    expect(parseRtmPath(input({ rtmuid: 'zoe' }))).toEqual({
      services: [{ service: 'rtm', user: ZOE }],
    });
  });

  it('has no user 0', () => {
    expect(() => parseRtmPath(input({ rtmuid: '0' }))).toThrow(refused('invalid_user_id'));
  });
});

describe('an address for both', () => {
  it('asks for two tokens of one user, and for the stream channel where it may be had', () => {
    expect(parseRtePath(input(RTC, 'expiry=600'))).toEqual([
      {
        services: [{ service: 'rtc', channel: 'test', user: SEVEN, role: 'publisher' }],
        expiresInSeconds: 600,
      },
      {
        services: [{ service: 'rtm', user: SEVEN }],
        optionalServices: [openStreamChannel('test', SEVEN)],
        expiresInSeconds: 600,
      },
    ]);
  });

  it('may name another user for Signaling', () => {
    const [, signaling] = parseRtePath(input({ ...RTC, rtcuid: '0', rtmuid: 'zoe' }));
    expect(signaling.services).toEqual([{ service: 'rtm', user: ZOE }]);
  });

  it('must name one where any user can join', () => {
    expect(() => parseRtePath(input({ ...RTC, rtcuid: '0' }))).toThrow(refused('missing_field'));
  });

  it('has no user 0 for Signaling', () => {
    expect(() => parseRtePath(input({ ...RTC, rtmuid: '0' }))).toThrow(refused('invalid_user_id'));
  });
});

describe('an address for a Chat token', () => {
  it('is for a user, or for the app', () => {
    expect(parseChatPath(input({ chatid: 'zoe' }))).toEqual({
      services: [{ service: 'chat', user: ZOE }],
    });
    expect(parseChatPath(input({}))).toEqual({
      services: [{ service: 'chat', privileges: ['app'] }],
    });
  });
});

describe('a stream channel', () => {
  it('is joined, and sent data in', () => {
    expect(openStreamChannel('test', ZOE)).toEqual({
      service: 'rtc',
      channel: 'test',
      user: ZOE,
      privileges: ['joinChannel', 'publishDataStream'],
    });
  });
});
