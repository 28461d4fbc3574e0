import {
  apaasRoomUser,
  apaasUser,
  chatUser,
  inspectToken,
  issueToken,
  rtc,
  rtm,
  verifyToken,
  type ServiceGrant,
} from '@stagedoor/token';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY_SECONDS, REQUESTS, ROWS, type Request } from './builder-rows.js';
import {
  buildByHand,
  classes,
  readTypes,
  withPrivileges,
  type OfficialEnvelope,
} from './official-classes.js';
import { official, stubSalt } from './official-outcomes.js';
import { contentOf } from './official-tokens.js';

const {
  ApaasTokenBuilder,
  ChatTokenBuilder,
  EducationTokenBuilder,
  RtcTokenBuilder,
  RtmTokenBuilder,
} = official;

/** Builds with the time and the salt of the request. */
function buildAtTime(asked: OfficialEnvelope, build: () => string): string {
  vi.setSystemTime(asked.issuedAt * 1000);
  stubSalt(asked.salt);
  return build();
}

const issueOurs = (
  { appId, certificate, issuedAt, salt, expiresInSeconds }: OfficialEnvelope,
  services: readonly ServiceGrant[],
): string => issueToken({ appId, certificate, issuedAt, salt, expiresInSeconds, services });

const hexOf = (token: string): string => contentOf(token).toString('hex');

/** The code that a call throws. */
function codeOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  }
  return undefined;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a token of ours and one of the builder', () => {
  it.each(ROWS)('$builder hold the same bytes', (row) => {
    for (const given of REQUESTS) {
      const asked = { ...given, expiresInSeconds: row.expiresInSeconds ?? given.expiresInSeconds };
      const theirs = buildAtTime(asked, () => row.build(asked));
      const ours = issueOurs(asked, row.services(asked));
      expect(hexOf(ours), `for ${JSON.stringify(asked)}`).toBe(hexOf(theirs));
      // What a builder signed is verified here, and what is issued here is verified there.
      const { appId, certificate, issuedAt: now } = asked;
      for (const expectation of row.expectations(asked)) {
        const options = { appId, certificates: [certificate], now, strict: true } as const;
        const verified = verifyToken(theirs, { ...options, expect: expectation });
        expect(verified.matchedService.service).toBe(expectation.service);
        expect(verified.expiresAt).toBe(now + asked.expiresInSeconds);
      }
      const read = readTypes(ours, certificate);
      expect(read).toEqual({ ...readTypes(theirs, certificate), isRead: true, isSigned: true });
      expect(readTypes(ours, '0'.repeat(32)).isSigned).toBe(false);
    }
  });

  it('cover every builder', () => {
    const all = Object.entries(official).flatMap(([name, builder]) =>
      Object.getOwnPropertyNames(builder)
        .filter((method) => /^build/i.test(method))
        .map((method) => `${name}.${method}`),
    );
    const here = ROWS.map(({ builder }) => builder);
    expect(all.filter((name) => !here.includes(name)).toSorted()).toEqual([
      // Where the package leaves out a privilege: below.
      'ApaasTokenBuilder.buildRoomUserToken',
      'EducationTokenBuilder.buildRoomUserToken',
    ]);
  });
});

describe('where we differ from the builders of agora-token 2.0.6', () => {
  const [asked] = REQUESTS;
  if (asked === undefined) throw new Error('no request');
  const { appId, certificate, expiresInSeconds } = asked;

  const roomUser = (roomRole: number, given: Request): readonly ServiceGrant[] =>
    apaasRoomUser({
      room: given.channel,
      userId: given.userId,
      roomRole,
      privilegesExpireInSeconds: given.expiresInSeconds,
    });
  const buildRoomUser = (roomRole: number, given: Request): string =>
    buildAtTime(given, () =>
      EducationTokenBuilder.buildRoomUserToken(
        given.appId,
        given.certificate,
        given.channel,
        given.userId,
        roomRole,
        given.expiresInSeconds,
      ),
    );

  it('a user of a room has the privilege that the other languages give', () => {
    for (const given of REQUESTS) {
      const theirs = buildRoomUser(given.roomRole, given);
      const ours = issueOurs(given, roomUser(given.roomRole, given));
      const [chatName] = inspectToken(theirs).services.flatMap((service) =>
        service.service === 'chat' ? [service.userId] : [],
      );
      const seconds = given.expiresInSeconds;
      const byHand = buildByHand(given, [
        withPrivileges(new classes.ServiceApaas(given.channel, given.userId, given.roomRole), {
          1: seconds,
        }),
        withPrivileges(new classes.ServiceRtm(given.userId), { 1: seconds }),
        withPrivileges(new classes.ServiceChat(chatName!), { 1: seconds }),
      ]);
      expect(hexOf(ours), `for ${JSON.stringify(given)}`).toBe(hexOf(byHand));
      expect(hexOf(ours)).not.toBe(hexOf(theirs));
      // Theirs says the same, without the privilege.
      const expectation = {
        service: 'apaas',
        room: given.channel,
        userId: given.userId,
      } as const;
      const verify = (token: string, privileges: readonly 'roomUser'[]): unknown =>
        verifyToken(token, {
          appId: given.appId,
          certificates: [given.certificate],
          now: given.issuedAt,
          expect: { ...expectation, privileges },
        });
      expect(() => verify(theirs, [])).not.toThrow();
      expect(codeOf(() => verify(theirs, ['roomUser']))).toBe('privilege_missing');
      expect(() => verify(ours, ['roomUser'])).not.toThrow();
      expect(readTypes(ours, given.certificate)).toEqual({
        isRead: true,
        isSigned: true,
        types: [2, 5, 7],
      });
    }
  });

  it('the role 0 in a room stays 0', () => {
    const roleIn = (token: string): unknown =>
      inspectToken(token).services.flatMap((service) =>
        service.service === 'apaas' ? [service.roomRole] : [],
      );
    expect(roleIn(buildRoomUser(0, asked))).toEqual([-1]);
    expect(roleIn(issueOurs(asked, roomUser(0, asked)))).toEqual([0]);
  });

  it('a user of Signaling and Chat may be a number, which the package allows in its types alone', () => {
    const cases = [
      { build: RtmTokenBuilder.buildToken, grant: rtm },
      { build: ChatTokenBuilder.buildUserToken, grant: chatUser },
      { build: ApaasTokenBuilder.buildUserToken, grant: apaasUser },
    ];
    for (const { build, grant } of cases) {
      const theirs = (userId: string | number): string =>
        buildAtTime(asked, () => build(appId, certificate, userId, expiresInSeconds));
      const ours = (userId: number): string =>
        issueOurs(asked, [grant({ userId, privilegesExpireInSeconds: expiresInSeconds })]);
      expect(() => theirs(7)).toThrow(TypeError);
      expect(hexOf(ours(7))).toBe(hexOf(theirs('7')));
      // The package makes a token for nobody of 0.
      expect(hexOf(theirs(0))).toBe(hexOf(theirs('')));
      expect(codeOf(() => ours(0))).toBe('invalid_user_id');
    }
  });

  it('what is left out or wrong is an error with a code, in place of a token that opens nothing', () => {
    type Args = Parameters<typeof RtcTokenBuilder.buildTokenWithUid>;
    const theirs = (...args: readonly unknown[]): string =>
      buildAtTime(asked, () => RtcTokenBuilder.buildTokenWithUid(...(args as Args)));
    const wrong = (changes: object, options: object = {}): unknown =>
      codeOf(() =>
        issueToken({
          appId,
          certificate,
          expiresInSeconds,
          services: [rtc({ channel: 'a', uid: 1, role: 'publisher', ...changes } as never)],
          ...options,
        }),
      );
    const claimsOf = (token: string): object => inspectToken(token);

    expect(theirs('no app ID', certificate, 'a', 1, 1, 60)).toBe('');
    expect(wrong({}, { appId: 'no app ID' })).toBe('invalid_app_id');
    expect(theirs(appId, 'no certificate', 'a', 1, 1, 60)).toBe('');
    expect(wrong({}, { certificate: 'no certificate' })).toBe('invalid_certificate');

    expect(claimsOf(theirs(appId, certificate, 'a', 1, 1))).toMatchObject({ expiresInSeconds: 0 });
    expect(wrong({}, { expiresInSeconds: undefined })).toBe('invalid_expiry');
    expect(claimsOf(theirs(appId, certificate, 'a', undefined, 1, 60))).toMatchObject({
      services: [{ uid: 'undefined' }],
    });
    expect(wrong({ uid: undefined })).toBe('invalid_uid');
    const attendee = inspectToken(theirs(appId, certificate, 'a', 1, 0, 60));
    expect(Object.keys(attendee.services[0]!.privileges)).toEqual(['joinChannel']);
    expect(wrong({ role: 'attendee' })).toBe('invalid_role');
    expect(wrong({ role: 0 })).toBe('invalid_role');
  });

  it('a life above 24 hours must be asked for', () => {
    const week = { ...asked, expiresInSeconds: 7 * DAY_SECONDS };
    const theirs = buildAtTime(week, () =>
      RtcTokenBuilder.buildTokenWithUid(appId, certificate, 'a', 1, 1, week.expiresInSeconds, 0),
    );
    const services = [rtc({ channel: 'a', uid: 1, role: 'publisher' })];
    expect(codeOf(() => issueOurs(week, services))).toBe('expiry_too_long');
    const { issuedAt, salt } = week;
    const ours = issueToken({
      appId,
      certificate,
      issuedAt,
      salt,
      services,
      expiresInSeconds: week.expiresInSeconds,
      allowLongExpiry: true,
    });
    expect(hexOf(ours)).toBe(hexOf(theirs));
  });
});
