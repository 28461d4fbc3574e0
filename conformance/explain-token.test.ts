/** What the official builder makes of arguments that are wrong, and what `explainToken` says of it. */
import { createRequire } from 'node:module';
import { explainToken } from '@stagedoor/token/explain';
import { describe, expect, it } from 'vitest';

type Builder = Record<string, (...args: readonly unknown[]) => string>;

const require = createRequire(import.meta.url);
const { RtcTokenBuilder, EducationTokenBuilder } = require('agora-token') as {
  readonly RtcTokenBuilder: Builder;
  readonly EducationTokenBuilder: Builder;
};

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const PUBLISHER = 1;
/** The builder takes the time of the system, and so does `explainToken` here. */
const systemTime = (): number => Math.floor(new Date().getTime() / 1000);

const build = (...args: readonly unknown[]): string =>
  RtcTokenBuilder['buildTokenWithUid']!(APP_ID, CERTIFICATE, ...args);

const kindsOf = (token: string, known = {}): readonly string[] =>
  explainToken(token, {
    appId: APP_ID,
    certificates: [CERTIFICATE],
    ...known,
  }).findings.map(({ kind }) => kind);

describe('a token of the official builder', () => {
  it.each<[string, () => string, string]>([
    [
      'for a certificate that is too short',
      () => RtcTokenBuilder['buildTokenWithUid']!(APP_ID, 'short', 'a', 7, PUBLISHER, 3600, 0),
      'empty_token',
    ],
    [
      'with an end in place of a life',
      () => build('a', 7, PUBLISHER, systemTime() + 3600, systemTime() + 3600),
      'absolute_time',
    ],
    ['without its life', () => build('a', 7, PUBLISHER), 'expiry_zero'],
    [
      'with arguments that are shifted by one',
      () => build('a', 7, 3600, PUBLISHER),
      'arguments_shifted',
    ],
    ['without its uid', () => build('a', undefined, PUBLISHER, 3600, 0), 'placeholder_value'],
    ['for a uid of -1', () => build('a', -1, PUBLISHER, 3600, 0), 'placeholder_value'],
    ['for uid 0', () => build('a', 0, PUBLISHER, 3600, 0), 'wildcard_uid'],
    ['for a week', () => build('a', 7, PUBLISHER, 604_800, 0), 'over_24_hours'],
    [
      'whose privileges end before it',
      () => build('a', 7, PUBLISHER, 3600, 600),
      'privilege_ends_first',
    ],
    ['with a role that does not exist', () => build('a', 7, 101, 3600, 0), 'subscriber_only'],
    [
      'for a user in a classroom',
      () =>
        EducationTokenBuilder['buildRoomUserToken']!(APP_ID, CERTIFICATE, 'room-9', 'zoe', 1, 3600),
      'apaas_room_without_privilege',
    ],
  ])('%s is explained', (_, make, kind) => {
    expect(kindsOf(make())).toContain(kind);
  });

  it.each<[string, () => string, string]>([
    ['without its uid', () => build('a', PUBLISHER, 3600, 3600), 'arguments_shifted'],
    ['without its channel', () => build('42', PUBLISHER, 3600, 3600), 'arguments_shifted'],
    ['for a uid that is not there', () => build('a', undefined, 1, 3600, 0), 'placeholder_value'],
    ['for a uid of -5', () => build('a', -5, 1, 3600, 0), 'placeholder_value'],
    ['for the text 0', () => build('a', '0', 1, 3600, 0), 'uid_zero_text'],
    ['with channel and user swapped', () => build('42', 'a', 1, 3600), 'swapped_channel_and_user'],
  ])('%s is explained first by that, where the client is known', (_, make, kind) => {
    expect(kindsOf(make(), { channel: 'a', uid: 42, use: 'join' })[0]).toBe(kind);
  });

  it('that is as it should be has no findings', () => {
    expect(kindsOf(build('a', 7, PUBLISHER, 3600, 0), { channel: 'a', uid: 7 })).toEqual([]);
  });
});
