import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inspectToken006,
  issueToken006,
  verifyToken006,
  type IssueToken006Options,
  type VerifyToken006Options,
} from '../src/006.js';
import { TokenRejectedError } from '../src/index.js';
import { anyText } from './any-text.js';
import { outcomeOf } from './catch-token-error.js';
import { APP_ID, ISSUED_AT, OTHER_CERTIFICATE } from './forge-token.js';
import {
  EXPIRES_AT,
  forgeToken006,
  wrapContent006,
  type ForgedToken006,
} from './forge-token-006.js';
import { mutateBytes, replaceAt } from './mutate.js';
import { RandomSource } from './random-source.js';
import { readToken006Vectors } from './read-vectors-006.js';
import { sampleIssue006, sampleVerify006, SIGNALING } from './sample-options-006.js';
import { withoutStacks } from './without-stacks.js';

const { appId, certificate, vectors } = readToken006Vectors();

const contentOf = (token: string): Buffer => Buffer.from(token.slice(35), 'base64');

describe.each(vectors)('the vector $name of the appendix', (vector) => {
  const { args, ts, salt, crcChannel, crcUid } = vector;
  const user = { channel: args.channelName, uid: args.uid };

  it('holds the bytes that it says', () => {
    const content = contentOf(vector.token);
    expect(content.subarray(2, 34).toString('hex')).toBe(vector.signatureHex);
    expect(content.subarray(44).toString('hex')).toBe(vector.messageHex);
  });

  it('is issued, to the last character', () => {
    const token = issueToken006({
      appId,
      certificate,
      ...user,
      role: 'publisher',
      privilegesExpireAt: args.privilegeExpiredTs,
      expiresAt: ts,
      issuedAt: ts - 86_400,
      salt,
    });
    expect(token).toBe(vector.token);
  });

  it('is read', () => {
    const { privileges, ...claims } = inspectToken006(vector.token);
    expect(claims).toEqual({
      verified: false,
      version: '006',
      appId,
      expiresAt: ts,
      salt,
      crcChannel,
      crcUid,
    });
    expect(privileges.publishDataStream?.ownExpiresAt).toBe(args.privilegeExpiredTs);
    expect(Object.keys(privileges)).toHaveLength(4);
  });

  it('is verified with its certificate, and with no other', () => {
    const options = { appId, ...user, now: args.privilegeExpiredTs - 1 };
    const verify = (key: string): string =>
      verifyToken006(vector.token, { ...options, certificates: [key] }).signedWith;
    expect(verify(certificate)).toBe('primary');
    expect(() => verify(certificate.toLowerCase())).toThrow(
      expect.objectContaining({ code: 'bad_signature' }),
    );
  });
});

const CHANNEL_CHARACTERS =
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,';
const PRIVILEGES = [
  'joinChannel',
  'publishAudioStream',
  'publishVideoStream',
  'publishDataStream',
] as const;

const textOf = (characters: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...Array.from(characters)), { minLength, maxLength })
    .map((all) => all.join(''));
const hex32 = textOf('0123456789abcdefABCDEF', 32, 32);
const uid = fc.oneof(fc.constantFrom(0, 1, 0xffffffff), fc.nat(0xffffffff));
const account = anyText({ minLength: 1, maxLength: 63 }).filter((text) => !text.includes('\0'));
const lifeSeconds = fc.integer({ min: 1, max: 86_400 });

/** A grant, and the same as the wire has it. */
const channelGrant = fc
  .record({
    channel: textOf(CHANNEL_CHARACTERS, 1, 63),
    user: fc.oneof(
      uid.map((value) => ({ name: { uid: value }, wire: value === 0 ? '' : `${value}` })),
      account.map((value) => ({ name: { account: value }, wire: value })),
    ),
    lives: fc.dictionary(fc.constantFrom(...PRIVILEGES), fc.oneof(fc.constant(0), lifeSeconds), {
      minKeys: 1,
    }),
  })
  .map(({ channel, user, lives }) => ({
    subject: { channel, ...user.name },
    wire: { channel, uid: user.wire },
    lives: { ...lives },
    ids: PRIVILEGES.map((name, index): readonly [string, number] => [name, index + 1]),
  }));
const signalingGrant = fc
  .record({ userId: textOf('abcXYZ0189 zoë', 1, 40), life: fc.oneof(fc.constant(0), lifeSeconds) })
  .map(({ userId, life }) => ({
    subject: { userId },
    wire: { channel: userId, uid: '' },
    lives: { login: life } as Record<string, number>,
    ids: [['login', 1000]] as readonly (readonly [string, number])[],
  }));

const sample = fc.record({
  appId: hex32,
  certificate: hex32,
  grant: fc.oneof(channelGrant, signalingGrant),
  life: lifeSeconds,
  issuedAt: fc.integer({ min: 1_000_000_000, max: 0xffff_ffff - 86_400 }),
  salt: fc.oneof(fc.constantFrom(0, 0xffffffff), fc.nat(0xffffffff)),
});
type Sample = typeof sample extends fc.Arbitrary<infer T> ? T : never;

const endOf = (issuedAt: number, life: number): number => (life === 0 ? 0 : issuedAt + life);
const optionsOf = ({ grant, life, issuedAt, ...rest }: Sample): IssueToken006Options => {
  const ends = Object.entries(grant.lives).map(([name, seconds]) => [
    name,
    endOf(issuedAt, seconds),
  ]);
  const privileges =
    'userId' in grant.subject
      ? { privilegesExpireAt: ends[0]![1] }
      : { privileges: Object.fromEntries(ends) as object };
  const options = {
    ...rest,
    ...grant.subject,
    ...privileges,
    issuedAt,
    expiresAt: issuedAt + life,
  };
  return options as IssueToken006Options;
};

describe('any token of format 006 that is issued', () => {
  it('has the bytes of the format', () => {
    fc.assert(
      fc.property(sample, (input) => {
        const { grant, issuedAt, life, ...rest } = input;
        const privileges = grant.ids
          .filter(([name]) => grant.lives[name] !== undefined)
          .map(([name, id]) => [id, endOf(issuedAt, grant.lives[name]!)] as const);
        const forged = { ...rest, ...grant.wire, privileges, expiresAt: issuedAt + life };
        expect(issueToken006(optionsOf(input))).toBe(forgeToken006(forged));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('says what it was issued for', () => {
    fc.assert(
      fc.property(sample, (input) => {
        const { grant, issuedAt, life, salt } = input;
        const expiresAt = issuedAt + life;
        expect(inspectToken006(issueToken006(optionsOf(input)))).toEqual({
          verified: false,
          version: '006',
          appId: input.appId,
          expiresAt,
          salt,
          crcChannel: crc32(grant.wire.channel),
          crcUid: crc32(grant.wire.uid),
          privileges: Object.fromEntries(
            Object.entries(grant.lives).map(([name, seconds]) => {
              const ownExpiresAt = endOf(issuedAt, seconds);
              const own = ownExpiresAt === 0 ? expiresAt : ownExpiresAt;
              return [name, { ownExpiresAt, expiresAt: Math.min(own, expiresAt) }];
            }),
          ),
        });
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('is verified for whom it was issued, if it opens the service, and not with another certificate', () => {
    let verified = 0;
    fc.assert(
      fc.property(sample, (input) => {
        const { grant } = input;
        const isForAnyUser = 'uid' in grant.subject && grant.wire.uid === '';
        const subject = isForAnyUser ? { ...grant.subject, uid: 7 } : grant.subject;
        const token = issueToken006(optionsOf(input));
        const judge = (...certificates: readonly string[]): string => {
          const options = { appId: input.appId, now: input.issuedAt, certificates, ...subject };
          const any = { ...options, allowWildcardUid: isForAnyUser } as VerifyToken006Options;
          return outcomeOf(() => verifyToken006(token, any));
        };
        const opens = 'login' in grant.lives || 'joinChannel' in grant.lives;
        expect(judge(OTHER_CERTIFICATE, input.certificate)).toBe(
          opens ? 'fine' : 'privilege_missing',
        );
        expect(judge(OTHER_CERTIFICATE)).toBe('bad_signature');
        if (opens) verified += 1;
      }),
      { seed: 3, numRuns: 300 },
    );
    expect(verified).toBeGreaterThan(150);
  });
});

const VALID: readonly { readonly token: string; readonly options: VerifyToken006Options }[] = [
  { token: issueToken006(sampleIssue006()), options: sampleVerify006() },
  {
    token: issueToken006(sampleIssue006({ uid: 0, role: 'subscriber' })),
    options: sampleVerify006({ allowWildcardUid: true }),
  },
  {
    token: issueToken006(sampleIssue006({ ...SIGNALING, role: undefined })),
    options: sampleVerify006(SIGNALING),
  },
];
/** Whether `text` is refused as a token must be. Anything but a refusal of the token is passed on. */
function isRejected(text: string, options: VerifyToken006Options): boolean {
  try {
    verifyToken006(text, options);
    return false;
  } catch (error) {
    if (error instanceof TokenRejectedError) return true;
    throw error;
  }
}
/** Those of the texts that are accepted although they are not the token. */
const acceptedOf = (damage: (token: string) => readonly string[]): readonly string[] =>
  withoutStacks(() =>
    VALID.flatMap(({ token, options }) =>
      damage(token).filter((text) => text !== token && !isRejected(text, options)),
    ),
  );
const eachPlace = (token: string, damage: (at: number) => readonly string[]): readonly string[] =>
  Array.from({ length: token.length + 1 }, (_, at) => damage(at)).flat();

describe('a valid token of format 006', () => {
  it('is accepted as it is', () => {
    for (const { token, options } of VALID) expect(isRejected(token, options)).toBe(false);
  });

  it('is refused with any one character replaced: there is no second text of one token', () => {
    const others = Array.from('AQgw/+z09aZ=-_ \n\0é\uff21');
    expect(
      acceptedOf((token) =>
        eachPlace(token, (at) => others.map((other) => replaceAt(token, at, other))),
      ),
    ).toEqual([]);
  });

  it('is refused with any one byte of its content changed to any other', () => {
    expect(
      acceptedOf((token) => {
        const content = contentOf(token);
        return Array.from({ length: content.length * 255 }, (_, i) => {
          const damaged = Buffer.from(content);
          damaged[Math.floor(i / 255)]! ^= 1 + (i % 255);
          return wrapContent006(damaged);
        });
      }),
    ).toEqual([]);
  });

  it('is refused wherever it is cut at either end, and with one character more', () => {
    expect(
      acceptedOf((token) =>
        eachPlace(token, (at) => [
          token.slice(0, at),
          token.slice(at + 1),
          ...['A', '=', ' ', '/'].map((more) => token.slice(0, at) + more + token.slice(at)),
        ]),
      ),
    ).toEqual([]);
  });

  it('is refused in other letter case, URL alphabet, escaped, doubled, or with something around', () => {
    expect(
      acceptedOf((token) => [
        token.toLowerCase(),
        token.toUpperCase(),
        `${token.slice(0, 35)}${token.slice(35).replaceAll('+', '-').replaceAll('/', '_')}-`,
        encodeURIComponent(`${token}=`),
        token + token,
        token + token.slice(35),
        `"${token}"`,
        ` ${token}`,
        `${token}\n`,
        `Bearer ${token}`,
        `007${token.slice(3)}`,
      ]),
    ).toEqual([]);
  });

  it('is accepted or refused, and nothing else is thrown, whatever its content becomes', () => {
    const random = new RandomSource(6);
    withoutStacks(() => {
      for (let run = 0; run < 20_000; run += 1) {
        const { token, options } = random.pick(VALID);
        const content = mutateBytes(contentOf(token), random);
        if (contentOf(token).equals(content)) continue;
        expect(isRejected(wrapContent006(content), options)).toBe(true);
      }
    });
  });
});

describe('verifyToken006 checks in a fixed order:', () => {
  interface Call {
    readonly token: ForgedToken006;
    readonly tail: string;
    readonly options: Readonly<Record<string, unknown>>;
  }
  const ALL_WRONG: Call = {
    token: {
      channel: 'stage-2',
      uid: '',
      signature: new Uint8Array(32),
      expiresAt: ISSUED_AT,
      privileges: [
        [2, EXPIRES_AT],
        [101, 1],
      ],
    },
    tail: '=',
    options: { appId: OTHER_CERTIFICATE, now: EXPIRES_AT, privileges: ['publishAudioStream'] },
  };
  const withoutSignature = (token: ForgedToken006): ForgedToken006 =>
    Object.fromEntries(Object.entries(token).filter(([name]) => name !== 'signature'));
  const withToken =
    (token: ForgedToken006) =>
    (call: Call): Call => ({ ...call, token: { ...call.token, ...token } });
  const withOptions =
    (options: Call['options']) =>
    (call: Call): Call => ({ ...call, options: { ...call.options, ...options } });
  /** What is found next, and the repair of that fault alone. */
  const REPAIRS: readonly { readonly code: string; readonly repair: (call: Call) => Call }[] = [
    { code: 'bad_base64', repair: (call) => ({ ...call, tail: '' }) },
    { code: 'wrong_app_id', repair: withOptions({ appId: APP_ID }) },
    { code: 'wrong_channel', repair: withToken({ channel: 'stage-1' }) },
    { code: 'wildcard_uid', repair: withToken({ uid: '8' }) },
    { code: 'wrong_uid', repair: withToken({ uid: '7' }) },
    {
      code: 'bad_signature',
      repair: (call) => ({ ...call, token: withoutSignature(call.token) }),
    },
    { code: 'expired', repair: withToken({ expiresAt: EXPIRES_AT + 100 }) },
    {
      code: 'privilege_missing',
      repair: withToken({
        privileges: [
          [1, 0],
          [2, EXPIRES_AT - 60],
          [101, 1],
        ],
      }),
    },
    { code: 'privilege_expired', repair: withOptions({ now: EXPIRES_AT - 1 }) },
    {
      code: 'malformed',
      repair: withToken({
        privileges: [
          [1, 0],
          [2, 0],
        ],
      }),
    },
  ];
  const judge = ({ token, tail, options }: Call): string =>
    outcomeOf(() => verifyToken006(forgeToken006(token) + tail, sampleVerify006(options)));

  it('structure, App ID, channel, user, signature, time, privileges', () => {
    let call = ALL_WRONG;
    const seen: string[] = [];
    for (const { repair } of REPAIRS) {
      seen.push(judge(call));
      call = repair(call);
    }
    expect(seen).toEqual(REPAIRS.map(({ code }) => code));
    expect(judge(call)).toBe('fine');
  });

  it('options before the token, and the structure to its end before the App ID', () => {
    const wrong = sampleVerify006({ appId: OTHER_CERTIFICATE, certificates: [] });
    expect(outcomeOf(() => verifyToken006('', wrong))).toBe('invalid_option');
    const other = sampleVerify006({ appId: OTHER_CERTIFICATE });
    for (const [token, code] of [
      [{ trailer: Uint8Array.of(0) }, 'trailing_bytes'],
      [{ privilegeCount: 9 }, 'truncated'],
      [{ signature: new Uint8Array(31) }, 'malformed'],
    ] as const) {
      expect(outcomeOf(() => verifyToken006(forgeToken006(token), other))).toBe(code);
    }
  });
});
