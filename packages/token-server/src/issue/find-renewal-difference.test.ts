import {
  inspectToken,
  issueToken,
  rtc,
  rtm,
  rtmWithPermissions,
  type ServiceGrant,
  type TokenClaims,
} from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, NOW } from '../../test/recording-server.js';
import { findRenewalDifference } from './find-renewal-difference.js';

const claimsOf = (...services: readonly ServiceGrant[]): TokenClaims =>
  inspectToken(
    issueToken({
      appId: APP_ID,
      certificate: CERTIFICATE,
      services,
      expiresInSeconds: 600,
      issuedAt: NOW,
    }),
  );

const join = rtc({ channel: 'test', uid: 7, role: 'subscriber' });
const publish = rtc({ channel: 'test', uid: 7, role: 'publisher' });
const signaling = rtm({ userId: 'zoe' });
const permitted = (channel: string): ServiceGrant =>
  rtmWithPermissions({ userId: 'zoe', permissions: { messageChannels: { read: [channel] } } });

describe('the difference of a renewed token', () => {
  it.each([
    ['the same', [publish, signaling], [publish, signaling]],
    ['the same in another order', [publish, signaling], [signaling, publish]],
    ['fewer privileges', [publish], [join]],
    ['the same service twice', [publish, publish], [publish, join]],
  ])('is none for %s', (_, before, after) => {
    expect(findRenewalDifference(claimsOf(...before), claimsOf(...after), NOW)).toBeUndefined();
  });

  it.each([
    ['a privilege more', [join], [publish], 'the policy adds rtc publishAudioStream'],
    [
      'another channel',
      [join],
      [rtc({ channel: 'other', uid: 7, role: 'subscriber' })],
      'the policy gives another rtc',
    ],
    [
      'another user',
      [join],
      [rtc({ channel: 'test', uid: 8, role: 'subscriber' })],
      'the policy gives another rtc',
    ],
    [
      'any user',
      [join],
      [rtc({ channel: 'test', uid: 0, role: 'subscriber' })],
      'the policy gives another rtc',
    ],
    ['another service', [join], [signaling], 'the policy gives another rtm'],
    ['a service more', [join], [join, signaling], 'the policy gives another rtm'],
    ['a service less', [join, signaling], [join], 'the policy leaves out rtm'],
    ['one of two', [publish, signaling, join], [publish, signaling], 'the policy leaves out rtc'],
    ['other permissions', [permitted('a')], [permitted('b')], 'the policy gives another rtm2'],
  ])('is there for %s', (_, before, after, difference) => {
    expect(findRenewalDifference(claimsOf(...before), claimsOf(...after), NOW)).toBe(difference);
  });

  it('is a privilege that was over and comes back', () => {
    const before = claimsOf(
      rtc({ channel: 'test', uid: 7, privileges: { joinChannel: 0, publishAudioStream: 60 } }),
    );
    const after = claimsOf(
      rtc({ channel: 'test', uid: 7, privileges: ['joinChannel', 'publishAudioStream'] }),
    );
    expect(findRenewalDifference(before, after, NOW + 59)).toBeUndefined();
    expect(findRenewalDifference(before, after, NOW + 60)).toBe(
      'the policy adds rtc publishAudioStream',
    );
  });
});
