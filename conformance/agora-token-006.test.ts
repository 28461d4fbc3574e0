/** Format 006 of agora-token 2.0.6, which its entry does not export; the sources are in the package. */
import { createRequire } from 'node:module';
import { TokenRejectedError } from '@stagedoor/token';
import {
  inspectToken006,
  issueToken006,
  verifyToken006,
  type IssueToken006Options,
  type VerifyToken006Options,
} from '@stagedoor/token/006';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const NOW = 1_700_000_000;
const DAY_SECONDS = 86_400;

/** A token of theirs, to be built or to be read. */
interface AccessToken {
  salt: number;
  readonly ts: number;
  readonly appID: string;
  readonly messages: Readonly<Record<string, number>>;
  readonly signature: Buffer;
  readonly crc_channel_name: number;
  readonly crc_uid: number;
  readonly m: Buffer;
  addPriviledge(id: number, expiresAt: number): void;
  build(): string;
  fromString(token: string): boolean;
}
type Build = (...args: readonly (string | number)[]) => string;

const require = createRequire(import.meta.url);
const { AccessToken } = require('agora-token/src/AccessToken') as {
  readonly AccessToken: new (...args: readonly (string | number)[]) => AccessToken;
};
const { RtcTokenBuilder } = require('agora-token/src/RtcTokenBuilder') as {
  readonly RtcTokenBuilder: {
    readonly buildTokenWithUid: Build;
    readonly buildTokenWithAccount: Build;
  };
};
const { RtmTokenBuilder } = require('agora-token/src/RtmTokenBuilder') as {
  readonly RtmTokenBuilder: { readonly buildToken: Build };
};

const CHANNEL_CHARACTERS =
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,';
const PRIVILEGES = [
  'joinChannel',
  'publishAudioStream',
  'publishVideoStream',
  'publishDataStream',
] as const;
const ROLES = [
  { number: 0, name: 'publisher' },
  { number: 1, name: 'publisher' },
  { number: 2, name: 'subscriber' },
  { number: 101, name: 'publisher' },
] as const;

const textOf = (characters: string, maxLength: number, minLength = 1): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...Array.from(characters)), { minLength, maxLength })
    .map((all) => all.join(''));
const hex32 = textOf('0123456789abcdefABCDEF', 32, 32);
const account = textOf('abcXYZ0123456789 zoë€😀"\\\ufeff', 60);
const user = fc.oneof(fc.constantFrom(0, 1, 0x80000000, 0xffffffff), fc.nat(0xffffffff), account);
const end = fc.oneof(
  fc.constantFrom(0, NOW + 1, NOW + DAY_SECONDS),
  fc.integer({ min: NOW + 1, max: NOW + DAY_SECONDS }),
);

/** What is asked of a builder. */
interface Request {
  readonly appId: string;
  readonly certificate: string;
  readonly channel: string;
  readonly user: string | number;
  readonly role: (typeof ROLES)[number];
  readonly end: number;
  readonly ends: readonly [number, number, number, number];
  readonly userId: string;
}
const request: fc.Arbitrary<Request> = fc.record({
  appId: hex32,
  certificate: hex32,
  channel: textOf(CHANNEL_CHARACTERS, 63),
  user,
  role: fc.constantFrom(...ROLES),
  end,
  ends: fc.tuple(end, end, end, end),
  userId: textOf('abcXYZ0189 zoë€', 20),
});
/** The same inputs in every run. */
const SAMPLES = fc.sample(request, { numRuns: 300, seed: 6 });

const named = (asked: Request): object =>
  typeof asked.user === 'number' ? { uid: asked.user } : { account: asked.user };

/** One way to ask both for the same. */
interface Kind {
  readonly name: string;
  readonly buildOfficially: (asked: Request) => string;
  readonly grant: (asked: Request) => object;
  /** Who shows the token; any user is shown by user 7. */
  readonly subject: (asked: Request) => object;
  /** What another channel, or another user of Signaling, is refused with. */
  readonly otherCode: string;
}
const channelSubject = (asked: Request): object => ({
  channel: asked.channel,
  ...(asked.user === 0 ? { uid: 7, allowWildcardUid: true } : named(asked)),
});
const KINDS: readonly Kind[] = [
  {
    name: 'RtcTokenBuilder',
    buildOfficially: ({ appId, certificate, channel, user: who, role, end: at }) => {
      const args = [appId, certificate, channel, who, role.number, at];
      return typeof who === 'number'
        ? RtcTokenBuilder.buildTokenWithUid(...args)
        : RtcTokenBuilder.buildTokenWithAccount(...args);
    },
    grant: (asked) => ({
      channel: asked.channel,
      ...named(asked),
      role: asked.role.name,
      privilegesExpireAt: asked.end,
    }),
    subject: channelSubject,
    otherCode: 'wrong_channel',
  },
  {
    name: 'AccessToken',
    buildOfficially: ({ appId, certificate, channel, user: who, ends }) => {
      const token = new AccessToken(appId, certificate, channel, who);
      token.salt = 0xffff_ffff;
      // From the last to the first: objects with such keys are in ascending order all the same.
      for (let id = 4; id >= 1; id -= 1) token.addPriviledge(id, ends[id - 1]!);
      return token.build();
    },
    grant: (asked) => ({
      channel: asked.channel,
      ...named(asked),
      privileges: Object.fromEntries(PRIVILEGES.map((name, index) => [name, asked.ends[index]])),
    }),
    subject: channelSubject,
    otherCode: 'wrong_channel',
  },
  {
    name: 'RtmTokenBuilder',
    buildOfficially: ({ appId, certificate, userId, end: at }) =>
      RtmTokenBuilder.buildToken(appId, certificate, userId, 1, at),
    grant: ({ userId, end: at }) => ({ userId, privilegesExpireAt: at }),
    subject: ({ userId }) => ({ userId }),
    otherCode: 'wrong_uid',
  },
];

const issueOurs = (kind: Kind, asked: Request, salt: number): string =>
  issueToken006({
    appId: asked.appId,
    certificate: asked.certificate,
    ...kind.grant(asked),
    issuedAt: NOW,
    salt,
  } as IssueToken006Options);
const verifyOptions = (kind: Kind, asked: Request, certificates: readonly string[]): object => ({
  appId: asked.appId,
  certificates,
  ...kind.subject(asked),
  now: NOW,
});
const verify = (kind: Kind, asked: Request, token: string): ReturnType<typeof verifyToken006> => {
  const options = verifyOptions(kind, asked, [asked.certificate]);
  return verifyToken006(token, options as VerifyToken006Options);
};
const contentOf = (token: string): Buffer => Buffer.from(token.slice(35), 'base64');

/** What their reader makes of a token, and whether their builder, given the same, signs it so. */
function readOfficially(kind: Kind, asked: Request, text: string): object {
  const token = new AccessToken('', '', '', '');
  const isRead = token.fromString(text);
  const { appID, salt, ts, messages, crc_channel_name: crcChannel, crc_uid: crcUid } = token;
  const [channel, uid] =
    'userId' in kind.subject(asked) ? [asked.userId, ''] : [asked.channel, asked.user];
  const again = new AccessToken(asked.appId, asked.certificate, channel, uid);
  again.salt = salt;
  for (const [id, at] of Object.entries(messages)) again.addPriviledge(Number(id), at);
  return {
    isRead,
    isSigned: again.build() === text,
    appID,
    salt,
    ts,
    messages,
    crcChannel,
    crcUid,
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW * 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each(KINDS)('tokens of $name of agora-token 2.0.6', (kind) => {
  it('and ours are the same text, for every role, user and end', () => {
    for (const asked of SAMPLES) {
      const theirs = kind.buildOfficially(asked);
      const ours = issueOurs(kind, asked, inspectToken006(theirs).salt);
      expect(ours, `for ${JSON.stringify(asked)}`).toBe(theirs);
    }
  });

  it('are verified here for whom they were built', () => {
    for (const asked of SAMPLES) {
      const { signedWith, expiresAt } = verify(kind, asked, kind.buildOfficially(asked));
      expect([signedWith, expiresAt]).toEqual(['primary', NOW + DAY_SECONDS]);
    }
  });

  it('are refused here under another certificate, and for another channel or user', () => {
    for (const asked of SAMPLES) {
      const theirs = kind.buildOfficially(asked);
      const codeFor = (changed: Request, certificate = asked.certificate): string => {
        try {
          verifyToken006(
            theirs,
            verifyOptions(kind, changed, [certificate]) as VerifyToken006Options,
          );
          return 'fine';
        } catch (error) {
          if (error instanceof TokenRejectedError) return error.code;
          throw error;
        }
      };
      expect(codeFor(asked, '0'.repeat(32))).toBe('bad_signature');
      const last = asked.channel.endsWith('a') ? 'b' : 'a';
      const channel = asked.channel.slice(0, -1) + last;
      expect(codeFor({ ...asked, channel, userId: `${asked.userId}x` })).toBe(kind.otherCode);
    }
  });

  it('of ours are read there, and signed there in the same way', () => {
    for (const [index, asked] of SAMPLES.entries()) {
      const salt = index === 0 ? 0xffff_ffff : index * 1_000_003;
      const ours = issueOurs(kind, asked, salt);
      const { privileges, expiresAt, crcChannel, crcUid } = inspectToken006(ours);
      expect(readOfficially(kind, asked, ours)).toMatchObject({
        isRead: true,
        isSigned: true,
        appID: asked.appId,
        salt,
        ts: expiresAt,
        crcChannel,
        crcUid,
      });
      expect(Object.keys(privileges).length).toBeGreaterThan(0);
    }
  });
});

describe('a damaged token of agora-token 2.0.6', () => {
  it('is refused here, whichever bit of its content was turned', () => {
    const [kind] = KINDS;
    const [asked] = SAMPLES;
    const theirs = kind!.buildOfficially(asked!);
    for (let bit = 0; bit < contentOf(theirs).length * 8; bit += 1) {
      const content = contentOf(theirs);
      content[bit >>> 3]! ^= 1 << (bit & 7);
      const damaged = theirs.slice(0, 35) + content.toString('base64');
      expect(() => verify(kind!, asked!, damaged), `bit ${bit}`).toThrow(TokenRejectedError);
    }
  });
});
