import {
  issueToken,
  rtc,
  rtm,
  rtmWithPermissions,
  type ServiceGrant,
  TokenError,
} from '@stagedoor/token';
import { issueToken006, verifyToken006 } from '@stagedoor/token/006';
import { describe, expect, it } from 'vitest';
import type { AgoraTokenExpectation } from './expectation.js';
import { proveToken } from './prove-token.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const PRIMARY = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const SECONDARY = 'b1b2c3d4e5f60718293a4b5c6d7e8f91';
const NOW = 1_700_000_000;
const PROOF = {
  appId: APP_ID,
  certificates: [PRIMARY, SECONDARY],
  now: NOW,
  clockToleranceSeconds: 60,
};

const issue = (services: readonly ServiceGrant[]): string =>
  issueToken({
    appId: APP_ID,
    certificate: PRIMARY,
    services,
    expiresInSeconds: 3600,
    issuedAt: NOW - 10,
    salt: 1,
  });

function outcomeOf(text: string, wanted: AgoraTokenExpectation, uid?: string): string {
  try {
    const { userId, lifeSeconds } = proveToken({ text, uid }, wanted, PROOF);
    return `${userId} for ${lifeSeconds} s`;
  } catch (error) {
    if (error instanceof TokenError) return error.code;
    throw error;
  }
}

const ZOE = rtm({ userId: 'zoe' });
const SEVEN = rtc({ channel: 'stage-1', uid: 7, role: 'publisher' });
const ANYONE = rtc({ channel: 'stage-1', uid: 0, role: 'subscriber' });
const PERMITTED = rtmWithPermissions({ userId: 'zoe', permissions: {} });

describe('a token for Signaling', () => {
  const any = { appId: APP_ID, service: 'rtm' } as const;
  const zoe = { ...any, userId: 'zoe' };
  const adam = rtm({ userId: 'adam' });

  it.each<[string, readonly ServiceGrant[], AgoraTokenExpectation, string]>([
    ['of the user', [ZOE], zoe, 'zoe for 3600 s'],
    ['of any user', [ZOE], any, 'zoe for 3600 s'],
    ['of the user and for a channel', [SEVEN, ZOE], zoe, 'zoe for 3600 s'],
    ['of the user and of another', [adam, ZOE], zoe, 'zoe for 3600 s'],
    ['of another user', [rtm({ userId: 'Zoe' })], zoe, 'wrong_uid'],
    ['for a channel alone', [SEVEN], zoe, 'service_missing'],
    ['with a list of permissions', [PERMITTED], zoe, 'service_missing'],
    ['of a user that cannot be', [ZOE], { ...any, userId: '' }, 'invalid_user_id'],
  ])('%s', (_, services, wanted, outcome) => {
    expect(outcomeOf(issue(services), wanted)).toBe(outcome);
  });

  it.each([
    ['of the user of the pair', [ZOE], any, 'zoe for 3600 s'],
    ['of the user of both', [ZOE], zoe, 'zoe for 3600 s'],
    ['of the user of the pair and of another', [adam, ZOE], any, 'zoe for 3600 s'],
    ['of another user than the pair', [adam], any, 'wrong_uid'],
    [
      'of another user than the pair and of the wanted one',
      [adam],
      { ...any, userId: 'adam' },
      'wrong_uid',
    ],
    [
      'of the user of the pair, where another is wanted',
      [ZOE],
      { ...any, userId: 'adam' },
      'wrong_uid',
    ],
    ['of both users, where they are not one', [ZOE, adam], { ...any, userId: 'adam' }, 'wrong_uid'],
  ])('shown by zoe, %s', (_, services, wanted, outcome) => {
    expect(outcomeOf(issue(services), wanted, 'zoe')).toBe(outcome);
  });

  it('needs the right to log in, not yet ended', () => {
    const ended = issue([rtm({ userId: 'zoe', privilegesExpireInSeconds: 1 })]);
    expect(outcomeOf(ended, zoe)).toBe('zoe for 3600 s');
    const later = { ...PROOF, now: NOW + 100 };
    expect(() => proveToken({ text: ended, uid: undefined }, zoe, later)).toThrow(
      /privilege login ended/,
    );
  });
});

describe('a token for a channel', () => {
  const any = { appId: APP_ID, service: 'rtc' } as const;
  const stage = { ...any, channel: 'stage-1' };

  it.each<[string, readonly ServiceGrant[], AgoraTokenExpectation, string]>([
    ['of the channel', [SEVEN], stage, '7 for 3600 s'],
    ['of any user of it', [ANYONE], stage, ' for 3600 s'],
    ['of any channel, where none is wanted', [SEVEN], any, '7 for 3600 s'],
    [
      'of another channel',
      [rtc({ channel: 'stop', uid: 7, role: 'publisher' })],
      stage,
      'wrong_channel',
    ],
    ['of Signaling alone', [ZOE], any, 'service_missing'],
    [
      'that may not join',
      [rtc({ channel: 'stage-1', uid: 7, privileges: ['publishAudioStream'] })],
      any,
      'privilege_missing',
    ],
    ['that also logs in', [SEVEN, ZOE], { ...stage, alsoRtm: true }, '7 for 3600 s'],
    ['that does not log in', [SEVEN], { ...stage, alsoRtm: true }, 'service_missing'],
    ['that need not log in', [SEVEN], { ...stage, alsoRtm: false }, '7 for 3600 s'],
    ['of a channel that cannot be', [SEVEN], { ...any, channel: 'é' }, 'invalid_channel'],
  ])('%s', (_, services, wanted, outcome) => {
    expect(outcomeOf(issue(services), wanted)).toBe(outcome);
  });
});

describe('a token of format 006', () => {
  const token = issueToken006({
    appId: APP_ID,
    certificate: PRIMARY,
    userId: 'zoe',
    issuedAt: NOW,
    salt: 1,
  });
  const wanted = { appId: APP_ID, service: 'rtm', verifyToken006 } as const;

  it('is taken in the pair, where the operation says so', () => {
    expect(outcomeOf(token, wanted, 'zoe')).toBe('zoe for 86400 s');
    expect(outcomeOf(token, { ...wanted, userId: 'zoe' }, 'zoe')).toBe('zoe for 86400 s');
  });

  it('is refused for another user than that of the pair or of the operation', () => {
    expect(outcomeOf(token, wanted, 'adam')).toBe('wrong_uid');
    expect(outcomeOf(token, { ...wanted, userId: 'adam' }, 'zoe')).toBe('wrong_uid');
  });

  it('is refused without the pair, or where the operation does not say so', () => {
    expect(outcomeOf(token, wanted)).toBe('unsupported_version');
    expect(outcomeOf(token, { appId: APP_ID, service: 'rtm' }, 'zoe')).toBe('unsupported_version');
    expect(outcomeOf(token, { appId: APP_ID, service: 'rtc' }, 'zoe')).toBe('unsupported_version');
  });

  it('does not stand in the way of tokens of format 007', () => {
    expect(outcomeOf(issue([ZOE]), wanted, 'zoe')).toBe('zoe for 3600 s');
  });
});
