import { deflateSync } from 'node:zlib';
import {
  inspectToken,
  issueToken,
  rtc,
  TokenRejectedError,
  verifyToken,
  type RtcExpectation,
  type RtcGrant,
} from '@stagedoor/token';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildOfficially,
  buildWithTimeAndSalt,
  contentOf,
  privilegesOf,
  readOfficially,
  RTC_BUILDERS,
  type RtcRequest,
} from './official-tokens.js';

const GENERATED = 400;
const PRIVILEGES = [
  'joinChannel',
  'publishAudioStream',
  'publishVideoStream',
  'publishDataStream',
] as const;
const CHANNEL_CHARACTERS =
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,';

const textOf = (
  characters: string,
  constraints: { minLength: number; maxLength: number },
): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...Array.from(characters)), constraints).map((all) => all.join(''));
const hex32 = textOf('0123456789abcdefABCDEF', { minLength: 32, maxLength: 32 });
const uid = fc.oneof(fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff), fc.nat(0xffffffff));
const account = textOf('abcXYZ0123456789 zoë€😀"\\\0\ufeff', { minLength: 1, maxLength: 60 });
const lifeSeconds = fc.oneof(fc.constantFrom(0, 1, 3600, 86_400), fc.nat(86_400));

const request: fc.Arbitrary<RtcRequest> = fc.constantFrom(...RTC_BUILDERS).chain((builder) =>
  fc.record({
    builder: fc.constant(builder),
    appId: hex32,
    certificate: hex32,
    channel: textOf(CHANNEL_CHARACTERS, { minLength: 1, maxLength: 63 }),
    user: builder.includes('Uid') ? uid : fc.oneof(account, fc.constantFrom('0', '7')),
    isPublisher: fc.boolean(),
    expiresInSeconds: fc.oneof(
      fc.constantFrom(1, 3600, 86_400),
      fc.integer({ min: 1, max: 86_400 }),
    ),
    lives: fc.tuple(lifeSeconds, lifeSeconds, lifeSeconds, lifeSeconds),
  }),
);
const uint32 = fc.oneof(fc.constantFrom(1, 0xffffffff), fc.integer({ min: 1, max: 0xffffffff }));

/** The same inputs in every run. */
const SAMPLES = fc.sample(fc.record({ request, issuedAt: uint32, salt: uint32 }), {
  numRuns: GENERATED,
  seed: 20_061,
});

/** What the builder is asked for, in our words. */
function grantOf(asked: RtcRequest): RtcGrant {
  const { channel, user, isPublisher, lives, builder } = asked;
  const name = typeof user === 'number' ? { uid: user } : { account: user };
  const privileges = Object.fromEntries(lives.map((life, index) => [PRIVILEGES[index], life]));
  const source = builder.endsWith('Privilege')
    ? { privileges }
    : {
        role: isPublisher ? ('publisher' as const) : ('subscriber' as const),
        privilegesExpireInSeconds: lives[0],
      };
  return rtc({ channel, ...name, ...source });
}

const issueOurs = (asked: RtcRequest, issuedAt: number, salt: number): string =>
  issueToken({
    appId: asked.appId,
    certificate: asked.certificate,
    services: [grantOf(asked)],
    expiresInSeconds: asked.expiresInSeconds,
    issuedAt,
    salt,
  });

/** What a client with this request would be asked for at a service. */
const expectationOf = ({ channel, user }: RtcRequest): RtcExpectation => {
  if (user === 0) return { service: 'rtc', channel };
  return typeof user === 'number'
    ? { service: 'rtc', channel, uid: user }
    : { service: 'rtc', channel, account: user };
};

const PAIRS = SAMPLES.map(({ request: asked, issuedAt, salt }) => ({
  asked,
  issuedAt,
  salt,
  theirs: buildWithTimeAndSalt(asked, issuedAt, salt),
  ours: issueOurs(asked, issuedAt, salt),
}));

describe('a token of ours and one of agora-token 2.0.6', () => {
  it('hold the same bytes, for every builder, role, user and life', () => {
    expect(new Set(PAIRS.map(({ asked }) => asked.builder)).size).toBe(RTC_BUILDERS.length);
    for (const { asked, theirs, ours } of PAIRS) {
      const isSame = contentOf(ours).equals(contentOf(theirs));
      expect(isSame, `for ${JSON.stringify(asked)}`).toBe(true);
    }
  });

  it('hold the same bytes where the builder itself takes the time and the salt', () => {
    for (const builder of RTC_BUILDERS) {
      const requests = SAMPLES.filter(({ request: asked }) => asked.builder === builder);
      expect(requests.length).toBeGreaterThan(50);
      for (const { request: asked } of requests) {
        const theirs = buildOfficially(asked);
        const { issuedAt, salt } = inspectToken(theirs);
        const ours = issueOurs(asked, issuedAt, salt);
        expect(contentOf(ours).equals(contentOf(theirs)), `for ${JSON.stringify(asked)}`).toBe(
          true,
        );
      }
    }
  });

  it('are nearly as long: ours never more than 3 % longer, and on the whole hardly', () => {
    const longest = Math.max(...PAIRS.map(({ ours, theirs }) => ours.length / theirs.length));
    expect(longest).toBeLessThanOrEqual(1.03);
    const total = (key: 'ours' | 'theirs'): number =>
      PAIRS.reduce((sum, pair) => sum + pair[key].length, 0);
    expect(total('ours') / total('theirs')).toBeLessThan(1.005);
  });
});

describe('a token of agora-token 2.0.6', () => {
  it('is verified here for what it was built for', () => {
    for (const { asked, issuedAt, theirs } of PAIRS) {
      const verified = verifyToken(theirs, {
        appId: asked.appId,
        certificates: [asked.certificate],
        now: issuedAt,
        strict: true,
        expect: expectationOf(asked),
      });
      expect(verified.expiresAt).toBe(issuedAt + asked.expiresInSeconds);
      expect(verified.matchedService.uid).toBe(asked.user === 0 ? '' : `${asked.user}`);
    }
  });

  it('is verified here when its builder has just built it', () => {
    for (const { request: asked } of SAMPLES.slice(0, 40)) {
      const theirs = buildOfficially({ ...asked, expiresInSeconds: 3600 });
      const { appId, certificate } = asked;
      const verified = verifyToken(theirs, { appId, certificates: [certificate] });
      expect(verified.signedWith).toBe('primary');
    }
  });

  it('is refused here under another certificate, and in another letter case', () => {
    for (const { asked, issuedAt, theirs } of PAIRS) {
      const { appId, certificate } = asked;
      const swapped = certificate.replace(/[a-zA-Z]/, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      );
      for (const other of ['0'.repeat(32), swapped]) {
        if (other === certificate) continue;
        const verify = (): unknown =>
          verifyToken(theirs, { appId, certificates: [other], now: issuedAt });
        expect(verify).toThrow(expect.objectContaining({ code: 'bad_signature' }));
        expect(readOfficially(theirs, other).isSigned).toBe(false);
      }
    }
  });
});

describe('a token of ours', () => {
  it('is read and verified by agora-token 2.0.6', () => {
    for (const { asked, issuedAt, salt, ours } of PAIRS) {
      expect(readOfficially(ours, asked.certificate)).toEqual({
        isRead: true,
        isSigned: true,
        appId: asked.appId,
        issuedAt,
        expiresInSeconds: asked.expiresInSeconds,
        salt,
        services: [
          {
            type: 1,
            channel: asked.channel,
            uid: asked.user === 0 ? '' : `${asked.user}`,
            privileges: Object.fromEntries(privilegesOf(asked)),
          },
        ],
      });
    }
  });

  it('with several services is read there in the same order', () => {
    const [first, ...rest] = SAMPLES.slice(0, 12);
    const { appId, certificate } = first!.request;
    const services = [first!, ...rest].map(({ request: asked }) => grantOf(asked));
    const token = issueToken({ appId, certificate, services, expiresInSeconds: 60, issuedAt: 5 });
    const { isSigned, services: read } = readOfficially(token, certificate);
    expect(isSigned).toBe(true);
    expect(read.map(({ channel }) => channel)).toEqual(services.map(({ channel }) => channel));
  });
});

describe('a damaged token', () => {
  /** The content of a token with one bit turned, in a stream that is whole. */
  const turnBit = (text: string, bit: number): string => {
    const content = contentOf(text);
    content[(bit >>> 3) % content.length]! ^= 1 << (bit & 7);
    return `007${deflateSync(content).toString('base64')}`;
  };
  const isAcceptedHere = (text: string, { asked, issuedAt }: (typeof PAIRS)[number]): boolean => {
    const { appId, certificate } = asked;
    try {
      verifyToken(text, { appId, certificates: [certificate], now: issuedAt });
      return true;
    } catch (error) {
      if (error instanceof TokenRejectedError) return false;
      throw error;
    }
  };

  it('is refused here and there, whichever bit was turned', () => {
    for (const pair of PAIRS.slice(0, 3)) {
      for (let bit = 0; bit < contentOf(pair.theirs).length * 8; bit += 1) {
        const damaged = turnBit(bit % 2 === 0 ? pair.theirs : pair.ours, bit);
        expect(isAcceptedHere(damaged, pair), `bit ${bit}`).toBe(false);
        expect(readOfficially(damaged, pair.asked.certificate).isSigned, `bit ${bit}`).toBe(false);
      }
    }
  });

  it('is refused here wherever it is cut', () => {
    for (const pair of PAIRS.slice(0, 20)) {
      for (let end = 0; end < pair.theirs.length; end += 1) {
        expect(isAcceptedHere(pair.theirs.slice(0, end), pair), `${end}`).toBe(false);
      }
    }
  });

  it('is accepted here only if it is accepted there', () => {
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    let refused = 0;
    for (const [index, pair] of PAIRS.entries()) {
      for (let at = index % 7; at < pair.theirs.length; at += 7) {
        const digit = digits[(at * 31 + index) % 64]!;
        const damaged = pair.theirs.slice(0, at) + digit + pair.theirs.slice(at + 1);
        if (!isAcceptedHere(damaged, pair)) {
          refused += 1;
          continue;
        }
        expect(readOfficially(damaged, pair.asked.certificate).isSigned, `for ${damaged}`).toBe(
          true,
        );
        expect(contentOf(damaged).equals(contentOf(pair.theirs))).toBe(true);
      }
    }
    expect(refused).toBeGreaterThan(5000);
  });
});
