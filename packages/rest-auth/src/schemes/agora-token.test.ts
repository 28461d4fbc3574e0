import { rtc, rtm, TokenRejectedError } from '@stagedoor/token';
import { issueToken006 } from '@stagedoor/token/006';
import { RtcRole, RtcTokenBuilder } from '@stagedoor/token/agora-token';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catchAuthError, refusalOf } from '../../test/catch-auth-error.js';
import {
  APP_ID,
  ISSUED_AT,
  LOOKUP,
  OTHER_CERTIFICATE,
  PRIMARY,
  sampleToken,
  SECONDARY,
  SINGLE_APP_ID,
  withHeaders,
} from '../../test/sample-tokens.js';
import { NOW, shown, verifyTokenRequest } from '../../test/verify-token-request.js';
import type { CredentialLookup } from '../credential-lookup.js';
import { InvalidAuthOptionError, TokenLifeTooLongError } from '../errors.js';
import type { Principal } from '../principal.js';
import type { HeaderPairs } from '../request.js';
import { verifyRequest } from '../verify-request.js';
import { agoraToken } from './agora-token.js';
import type { AgoraTokenExpectation } from './agora-token/expectation.js';

const ANY_RTM = { appId: APP_ID, service: 'rtm' } as const;
const ZOE = { ...ANY_RTM, userId: 'zoe' } as const;
const ANY_RTC = { appId: APP_ID, service: 'rtc' } as const;
const STAGE = { ...ANY_RTC, channel: 'stage-1' } as const;

/** What is sent where a credential was read and is wrong. */
const INVALID = { status: 401, message: 'Invalid authentication credentials' } as const;

describe('a token that opens the operation', () => {
  it('says who sends a Signaling message', async () => {
    await expect(verifyTokenRequest(shown(sampleToken()), ZOE)).resolves.toMatchObject({
      kind: 'user',
      scheme: 'agora-token',
      appId: APP_ID,
      userId: 'zoe',
      token: { version: '007', verified: true, signedWith: 'primary', issuedAt: ISSUED_AT },
    });
  });

  it('says who joins a channel', async () => {
    await expect(verifyTokenRequest(shown(sampleToken()), STAGE)).resolves.toMatchObject({
      userId: '7',
    });
  });

  it('does not show its text again', async () => {
    const text = sampleToken();
    expect(JSON.stringify(await verifyTokenRequest(shown(text), ZOE))).not.toContain(
      text.slice(3, 40),
    );
  });

  it.each(['agora', 'Agora', 'AGORA', 'aGoRa'])('is shown as %s', async (word) => {
    await expect(verifyTokenRequest(shown(sampleToken(), word), ZOE)).resolves.toMatchObject({
      userId: 'zoe',
    });
  });

  it('needs none of the body', async () => {
    const request = { ...withHeaders(...shown(sampleToken())), body: new Uint8Array(9) };
    const options = { schemes: [agoraToken(ZOE)], lookup: LOOKUP, now: () => NOW };
    await expect(verifyRequest(request, options)).resolves.toMatchObject({ userId: 'zoe' });
  });

  it('ends in the signs of equality that base64 ends in', async () => {
    const texts = Array.from({ length: 40 }, (_, salt) => sampleToken(undefined, { salt }));
    const ends = new Set(texts.map((text) => /=*$/.exec(text)?.[0]));
    expect(ends).toEqual(new Set(['', '=', '==']));
    for (const text of texts) {
      await expect(verifyTokenRequest(shown(text), ZOE)).resolves.toMatchObject({ userId: 'zoe' });
    }
  });
});

describe('what an operation asks', () => {
  const stop = sampleToken([rtc({ channel: 'stop', uid: 7, role: 'publisher' })]);
  const adam = sampleToken([rtm({ userId: 'adam' })]);
  const alone = sampleToken([rtc({ channel: 'stage-1', uid: 7, role: 'publisher' })]);

  // prettier-ignore
  it.each<[string, string, AgoraTokenExpectation]>([
    ['any user', adam, ANY_RTM],
    ['any channel', stop, ANY_RTC],
    ['Signaling too', sampleToken(), { ...STAGE, alsoRtm: true }],
  ])('is %s, and met', async (_, text, expectation) => {
    await expect(verifyTokenRequest(shown(text), expectation)).resolves.toMatchObject({
      kind: 'user',
    });
  });

  // prettier-ignore
  it.each<[string, string, AgoraTokenExpectation, string]>([
    ['a user, and it is another', adam, ZOE, 'wrong_uid'],
    ['a channel, and it is another', stop, STAGE, 'wrong_channel'],
    ['Signaling, and it is a channel', stop, ANY_RTM, 'service_missing'],
    ['a channel, and it is Signaling', adam, ANY_RTC, 'service_missing'],
    ['Signaling too, and it is not there', alone, { ...STAGE, alsoRtm: true }, 'service_missing'],
    ['a user that cannot be', sampleToken(), { ...ANY_RTM, userId: '' }, 'invalid_user_id'],
    ['a channel that cannot be', sampleToken(), { ...ANY_RTC, channel: 'é' }, 'invalid_channel'],
  ])('is %s', async (_, text, expectation, publicCode) => {
    const refusal = await refusalOf(verifyTokenRequest(shown(text), expectation));
    expect(refusal).toEqual({ ...INVALID, code: 'token_refused', publicCode });
  });

  describe('with tokens for any channel and any user', () => {
    beforeEach(() => {
      vi.setSystemTime(ISSUED_AT * 1000);
    });
    afterEach(() => {
      vi.useRealTimers();
    });
    const anywhere = (channel: string): HeaderPairs =>
      shown(RtcTokenBuilder.buildTokenWithUid(APP_ID, PRIMARY, channel, 0, RtcRole.PUBLISHER, 600));

    it.each(['', '*'])('is met where it asks for no channel: %o', async (channel) => {
      await expect(verifyTokenRequest(anywhere(channel), ANY_RTC)).resolves.toMatchObject({
        userId: '',
      });
    });

    it.each(['', '*'])('is not met where it asks for one: %o', async (channel) => {
      const refusal = await refusalOf(verifyTokenRequest(anywhere(channel), STAGE));
      expect(refusal.publicCode).toBe('wildcard_channel');
    });

    it.each(['', '*'])('is met where it asks for one and allows any: %o', async (channel) => {
      const expectation = { ...STAGE, allowWildcardChannel: true };
      await expect(verifyTokenRequest(anywhere(channel), expectation)).resolves.toMatchObject({
        userId: '',
      });
    });
  });
});

describe('a token that is refused', () => {
  const other = sampleToken(undefined, { certificate: OTHER_CERTIFICATE });
  const elsewhere = sampleToken(undefined, { appId: SINGLE_APP_ID });

  const old = issueToken006({
    appId: APP_ID,
    certificate: PRIMARY,
    userId: 'zoe',
    issuedAt: ISSUED_AT,
  });

  it.each([
    ['signed by nobody here', other, NOW, 'bad_signature'],
    ['of another project', elsewhere, NOW, 'wrong_app_id'],
    ['that is over', sampleToken(), ISSUED_AT + 3660, 'expired'],
    ['from the future', sampleToken(), ISSUED_AT - 61, 'not_yet_valid'],
    ['that is no token', 'abcd', NOW, 'unsupported_version'],
    ['that is cut short', sampleToken().slice(0, 83), NOW, 'truncated'],
    ['of format 006', old, NOW, 'unsupported_version'],
  ])('is one %s', async (_, text, now, publicCode) => {
    const error = await catchAuthError(verifyTokenRequest(shown(text), ZOE, { now }));
    expect(error).toMatchObject({ code: 'token_refused', publicCode, claimedId: APP_ID });
    expect(error.cause).toBeInstanceOf(TokenRejectedError);
    expect(error.cause).toMatchObject({ code: publicCode });
    expect(error.answer.headers).toContainEqual(['X-Stagedoor-Error', publicCode]);
  });

  it('is in its time up to a minute off', async () => {
    for (const now of [ISSUED_AT - 60, ISSUED_AT + 3659]) {
      await expect(verifyTokenRequest(shown(sampleToken()), ZOE, { now })).resolves.toMatchObject({
        userId: 'zoe',
      });
    }
  });

  it('is one that the secondary certificate signed', async () => {
    const text = sampleToken(undefined, { certificate: SECONDARY });
    await expect(refusalOf(verifyTokenRequest(shown(text), ZOE))).resolves.toEqual({
      ...INVALID,
      code: 'secondary_certificate',
      publicCode: 'secondary_certificate',
    });
  });

  it('is one that lives for more than a day, clocks aside', async () => {
    const living = (expiresInSeconds: number): Promise<Principal> =>
      verifyTokenRequest(
        shown(sampleToken(undefined, { expiresInSeconds, allowLongExpiry: true })),
        ZOE,
      );
    await expect(living(86_400)).resolves.toMatchObject({ userId: 'zoe' });
    await expect(living(86_460)).resolves.toMatchObject({ userId: 'zoe' });
    const error = await catchAuthError(living(86_461));
    expect(error).toBeInstanceOf(TokenLifeTooLongError);
    expect(error).toMatchObject({ code: 'token_life_too_long', lifeSeconds: 86_461 });
    await expect(refusalOf(living(4_000_000))).resolves.toEqual({
      ...INVALID,
      code: 'token_life_too_long',
      publicCode: 'token_life_too_long',
    });
  });

  it.each(['agora', 'agora 007', 'agora token=', 'agora token="007"', 'agora token=a b'])(
    'is none that can be read: %s',
    async (value) => {
      await expect(refusalOf(verifyTokenRequest([['Authorization', value]], ZOE))).resolves.toEqual(
        {
          ...INVALID,
          code: 'authorization_malformed',
          publicCode: 'authorization_malformed',
        },
      );
    },
  );
});

describe('the challenge', () => {
  it('names the scheme and a realm', async () => {
    const challengesOf = async (
      ...schemes: Parameters<typeof agoraToken>[1][]
    ): Promise<unknown> => {
      const options = {
        schemes: schemes.map((each) => agoraToken(ZOE, each)),
        lookup: LOOKUP,
        now: () => NOW,
      };
      const { answer } = await catchAuthError(verifyRequest(withHeaders(), options));
      return answer.headers.filter(([name]) => name === 'WWW-Authenticate');
    };
    expect(await challengesOf(undefined)).toEqual([
      ['WWW-Authenticate', 'agora realm="stagedoor"'],
    ]);
    expect(await challengesOf({ realm: 'my "house"' })).toEqual([
      ['WWW-Authenticate', String.raw`agora realm="my \"house\""`],
    ]);
  });
});

describe('mistakes of the program', () => {
  const text = sampleToken();

  it.each<[string, CredentialLookup, number]>([
    ['a lookup without projects', { findCustomer: () => undefined }, NOW],
    [
      'a certificate that is none',
      { ...LOOKUP, findProject: () => ({ certificates: ['abc'] }) },
      NOW,
    ],
    ['a clock of milliseconds and their parts', LOOKUP, NOW + 0.5],
  ])('are thrown as such: %s', async (_, lookup, now) => {
    await expect(verifyTokenRequest(shown(text), ZOE, { lookup, now })).rejects.toThrow(
      InvalidAuthOptionError,
    );
  });

  it('are found before the first request', () => {
    const mistaken = { ...ANY_RTC, chanel: 'stage-1' };
    expect(() => agoraToken(mistaken)).toThrow(InvalidAuthOptionError);
  });

  it('are those of the lookup too, as they are', async () => {
    const lookup: CredentialLookup = {
      ...LOOKUP,
      findProject: () => Promise.reject(new RangeError('the database is away')),
    };
    await expect(verifyTokenRequest(shown(text), ZOE, { lookup })).rejects.toThrow(RangeError);
  });

  it('do not change what an operation asks afterwards', async () => {
    const expectation = { appId: APP_ID, service: 'rtm' as const, userId: 'zoe' };
    const scheme = agoraToken(expectation);
    expectation.userId = 'adam';
    const options = { schemes: [scheme], lookup: LOOKUP, now: () => NOW };
    await expect(verifyRequest(withHeaders(...shown(text)), options)).resolves.toMatchObject({
      userId: 'zoe',
    });
  });
});

it('a lookup may answer later', async () => {
  const lookup: CredentialLookup = {
    ...LOOKUP,
    findProject: (appId) => Promise.resolve(LOOKUP.findProject?.(appId)),
  };
  const text = sampleToken(undefined, { appId: SINGLE_APP_ID });
  const expectation = { appId: SINGLE_APP_ID, service: 'rtm' } as const;
  await expect(verifyTokenRequest(shown(text), expectation, { lookup })).resolves.toMatchObject({
    userId: 'zoe',
  });
});
