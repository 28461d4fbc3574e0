import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE } from '../../test/forge-token.js';
import { inspectToken } from '../inspect-token.js';
import type { TokenService } from '../services/service-table.js';
import { RtcRole, RtcTokenBuilder } from './rtc-token-builder.js';

/** What a token opens, with the seconds of each privilege. */
const openedBy = (token: string): readonly object[] =>
  inspectToken(token).services.map(({ privileges, ...service }: TokenService) => ({
    ...service,
    lives: Object.values(privileges).map((life) => life?.expiresInSeconds),
  }));

describe('RtcTokenBuilder', () => {
  const { PUBLISHER, SUBSCRIBER } = RtcRole;

  it('gives publishers four privileges of one life, and subscribers one', () => {
    for (const method of ['buildTokenWithUid', 'buildTokenWithUserAccount'] as const) {
      const build = (role: number): readonly object[] =>
        openedBy(RtcTokenBuilder[method](APP_ID, CERTIFICATE, 'a', 7, role, 60, 30));
      const rtc = { service: 'rtc', channel: 'a', uid: '7' };
      expect(build(PUBLISHER)).toEqual([{ ...rtc, lives: [30, 30, 30, 30] }]);
      expect(build(SUBSCRIBER)).toEqual([{ ...rtc, lives: [30] }]);
    }
  });

  it('compares the role loosely', () => {
    const livesFor = (role: unknown): number =>
      Object.keys(
        inspectToken(
          RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, 'a', 7, role as number, 60),
        ).services[0]!.privileges,
      ).length;
    expect([1, '1', true, 1n].map(livesFor)).toEqual([4, 4, 4, 4]);
    expect([0, 2, 101, '2', undefined, 'publisher'].map(livesFor)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('lets privileges live as long as the token where nothing is said', () => {
    const token = RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, 'a', 7, SUBSCRIBER, 60);
    expect(openedBy(token)).toMatchObject([{ lives: [0] }]);
  });

  it('makes a token that is over where its life is left out', () => {
    const args = [APP_ID, CERTIFICATE, 'a', 7, 1] as unknown as Parameters<
      typeof RtcTokenBuilder.buildTokenWithUid
    >;
    expect(inspectToken(RtcTokenBuilder.buildTokenWithUid(...args)).expiresInSeconds).toBe(0);
  });

  it('gives all four privileges, each with its own life, where there is no role', () => {
    const lives = [1, 0, 3, 4] as const;
    for (const method of [
      'buildTokenWithUidAndPrivilege',
      'BuildTokenWithUserAccountAndPrivilege',
    ] as const) {
      const token = RtcTokenBuilder[method](APP_ID, CERTIFICATE, 'a', 0, 60, ...lives);
      expect(openedBy(token)).toEqual([{ service: 'rtc', channel: 'a', uid: '', lives }]);
    }
  });

  it('adds Signaling for the same account, as long as the token', () => {
    const build = (account: string | number): string =>
      RtcTokenBuilder.buildTokenWithRtm(APP_ID, CERTIFICATE, 'a', account, SUBSCRIBER, 60, 30);
    expect(openedBy(build('zoe'))).toEqual([
      { service: 'rtc', channel: 'a', uid: 'zoe', lives: [30] },
      { service: 'rtm', userId: 'zoe', lives: [60] },
    ]);
    expect(() => build(7)).toThrow(TypeError);
  });

  it('adds Signaling for another user, with a life of its own', () => {
    const build = (role: number): readonly object[] =>
      openedBy(
        RtcTokenBuilder.buildTokenWithRtm2(
          APP_ID,
          CERTIFICATE,
          'a',
          7,
          role,
          60,
          1,
          2,
          3,
          4,
          'zoe',
          50,
        ),
      );
    const rtm = { service: 'rtm', userId: 'zoe', lives: [50] };
    const rtc = { service: 'rtc', channel: 'a', uid: '7' };
    expect(build(PUBLISHER)).toEqual([{ ...rtc, lives: [1, 2, 3, 4] }, rtm]);
    expect(build(SUBSCRIBER)).toEqual([{ ...rtc, lives: [1] }, rtm]);
  });

  it('returns an empty text for a project that is none', () => {
    expect(RtcTokenBuilder.buildTokenWithUid('', CERTIFICATE, 'a', 7, 1, 60)).toBe('');
    expect(RtcTokenBuilder.buildTokenWithUid(APP_ID, 'short', 'a', 7, 1, 60)).toBe('');
  });

  it('throws for a channel that is no text, and for lives that do not fit', () => {
    const build = (channel: unknown, seconds: number): string =>
      RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, channel as string, 7, 1, seconds);
    expect(() => build(undefined, 60)).toThrow(TypeError);
    expect(() => build('a', -1)).toThrow(RangeError);
    expect(() => build('a', 2 ** 32)).toThrow(RangeError);
  });
});
