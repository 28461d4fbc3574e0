import {
  apaasApp,
  apaasRoomUser,
  apaasUser,
  chatApp,
  chatUser,
  convoai,
  fcdn,
  fpa,
  inspectToken,
  issueToken,
  rtc,
  rtm,
  rtmWithPermissions,
  streaming,
  stt,
  type ServiceGrant,
  type TokenClaims,
} from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, NOW } from '../../test/recording-server.js';
import type { RequestedService } from '../requests/token-request.js';
import { toRenewalRequest } from './to-renewal-request.js';

const ZOE = { kind: 'account', account: 'zoe' } as const;
const SEVEN = { kind: 'uid', uid: 7 } as const;

function claimsOf(...services: readonly ServiceGrant[]): TokenClaims {
  return inspectToken(
    issueToken({
      appId: APP_ID,
      certificate: CERTIFICATE,
      services,
      expiresInSeconds: 600,
      issuedAt: NOW,
    }),
  );
}

const requestAt = (
  seconds: number,
  ...grants: readonly ServiceGrant[]
): readonly RequestedService[] => toRenewalRequest(claimsOf(...grants), NOW + seconds).services;

const room = { room: 'math', userId: 'zoe', roomRole: 2 };
const inRoom = { service: 'apaas', channel: 'math', user: ZOE, roomRole: 2 } as const;

describe('the request for what a token opens', () => {
  it('is of its project, and for its life', () => {
    expect(toRenewalRequest(claimsOf(stt()), NOW)).toEqual({
      appId: APP_ID,
      expiresInSeconds: 600,
      services: [{ service: 'stt' }],
    });
  });

  it.each<[ServiceGrant, RequestedService]>([
    [
      rtc({ channel: 'test', uid: 7, role: 'publisher' }),
      { service: 'rtc', channel: 'test', user: SEVEN, role: 'publisher' },
    ],
    [
      rtc({ channel: 'test', account: 'zoe', role: 'subscriber' }),
      { service: 'rtc', channel: 'test', user: ZOE, role: 'subscriber' },
    ],
    [
      rtc({ channel: 'test', uid: 0, privileges: ['publishAudioStream'] }),
      {
        service: 'rtc',
        channel: 'test',
        user: { kind: 'anyone' },
        privileges: ['publishAudioStream'],
      },
    ],
    [
      streaming({ channel: 'test', uid: 7, privileges: ['publishRawStream'] }),
      { service: 'streaming', channel: 'test', user: SEVEN, privileges: ['publishRawStream'] },
    ],
    [
      fcdn({ channel: 'test', account: 'zoe', privileges: ['publish', 'play'] }),
      { service: 'fcdn', channel: 'test', user: ZOE, privileges: ['publish', 'play'] },
    ],
    [rtm({ userId: 'zoe' }), { service: 'rtm', user: ZOE }],
    [rtm({ userId: 7 }), { service: 'rtm', user: SEVEN }],
    [rtmWithPermissions({ userId: 'zoe', permissions: {} }), { service: 'rtm2', user: ZOE }],
    [chatUser({ userId: 'zoe' }), { service: 'chat', user: ZOE }],
    [chatApp(), { service: 'chat', privileges: ['app'] }],
    [apaasUser({ userId: 'zoe' }), { service: 'apaas', user: ZOE }],
    [apaasApp(), { service: 'apaas', privileges: ['app'] }],
    [fpa(), { service: 'fpa' }],
    [convoai(), { service: 'convoai' }],
    [stt(), { service: 'stt' }],
  ])('is for %j: %j', (grant, requested) => {
    expect(requestAt(0, grant)).toEqual([requested]);
  });

  it('is one for a user in a room, whose token has three services', () => {
    expect(requestAt(0, ...apaasRoomUser(room))).toEqual([inRoom]);
  });

  it('keeps what the user of a room has beside the room', () => {
    const [apaas, signaling, chat] = apaasRoomUser(room);
    const more = [rtm({ userId: 'zoe' }), rtm({ userId: 'ben' }), chatUser({ userId: 'zoe' })];
    expect(requestAt(0, apaas, signaling, chat, ...more)).toEqual([
      { service: 'rtm', user: ZOE },
      { service: 'rtm', user: { kind: 'account', account: 'ben' } },
      { service: 'chat', user: ZOE },
      inRoom,
    ]);
  });

  it('is not for what is over', () => {
    const privileges = { joinChannel: 0, publishAudioStream: 60 };
    const grant = rtc({ channel: 'test', uid: 7, privileges });
    expect(requestAt(59, grant)).toMatchObject([
      { privileges: ['joinChannel', 'publishAudioStream'] },
    ]);
    expect(requestAt(60, grant)).toMatchObject([{ role: 'subscriber' }]);
  });

  it.each(['', '*'])('is not for all channels: %j', (channel) => {
    const claims = claimsOf(rtc({ channel: 'test', uid: 7, role: 'subscriber' }));
    const [service] = claims.services;
    const any = { ...claims, services: [{ ...service, channel }] } as TokenClaims;
    expect(() => toRenewalRequest(any, NOW)).toThrow(
      expect.objectContaining({ code: 'renewal_differs' }),
    );
  });
});
