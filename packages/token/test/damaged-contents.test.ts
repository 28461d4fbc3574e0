import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectToken, issueToken, TokenRejectedError, verifyToken } from '../src/index.js';
import { anyGrant } from './any-grant.js';
import { outcomeOf } from './catch-token-error.js';
import { contentOf } from './content-of.js';
import { APP_ID, CERTIFICATE, ISSUED_AT, wrapContent } from './forge-token.js';
import { replaceAt } from './mutate.js';
import { readTokenVectors } from './read-vectors.js';
import { sampleIssue } from './sample-options.js';
import { withoutStacks } from './without-stacks.js';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const OPTIONS = { appId: APP_ID, certificates: [CERTIFICATE], now: ISSUED_AT };

/** One token of each service, and those of the official builders. */
const TOKENS = [
  ...readTokenVectors().vectors.map(({ token }) => token),
  ...fc
    .sample(anyGrant, { seed: 88, numRuns: 25 })
    .map(({ grants }) => issueToken(sampleIssue({ services: grants }))),
];

/** Packs in one stored block, which is little work: what the bytes are is all that counts here. */
function store(content: Uint8Array): string {
  let [a, b] = [1, 0];
  for (const byte of content) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  const { length } = content;
  const head = Buffer.of(0x78, 1, 1, length & 0xff, length >>> 8, ~length & 0xff, ~(length >>> 8));
  const checksum = Buffer.of(b >>> 8, b & 0xff, a >>> 8, a & 0xff);
  return `007${Buffer.concat([head, content, checksum]).toString('base64')}`;
}
const isRejected = (text: string): boolean => {
  try {
    verifyToken(text, OPTIONS);
    return false;
  } catch (error) {
    if (error instanceof TokenRejectedError) return true;
    throw error;
  }
};

const acceptedOf = (texts: readonly string[]): readonly string[] =>
  withoutStacks(() => texts.filter((text) => !isRejected(text)));

/** The texts of `content` with each of its bytes changed in each of the ways. */
const changeBytes = (content: Uint8Array, changes: readonly number[]): readonly string[] =>
  Array.from(content, (_, at) =>
    changes.map((change) => {
      const damaged = Uint8Array.from(content);
      damaged[at]! ^= change;
      return store(damaged);
    }),
  ).flat();

describe('the content of a valid token', () => {
  it('is accepted as it is, however it is packed', () => {
    for (const token of TOKENS) {
      expect(isRejected(token)).toBe(false);
      expect(isRejected(store(contentOf(token)))).toBe(false);
      expect(isRejected(wrapContent(contentOf(token)))).toBe(false);
    }
  });

  it('is refused with any one byte changed, to whatever', () => {
    // All 255 other values for one of the tokens, five for the rest.
    const texts = TOKENS.flatMap((token) => {
      const changes = Array.from({ length: 255 }, (_, i) => i + 1);
      return changeBytes(
        contentOf(token),
        changes.filter((change) => token === TOKENS[0] || change % 51 === 1),
      );
    });
    expect(acceptedOf(texts)).toEqual([]);
    expect(texts.length).toBeGreaterThan(40_000);
  });

  it('is refused with any byte left out, doubled or put in, and wherever it is cut', () => {
    const texts = TOKENS.flatMap((token) => {
      const content = contentOf(token);
      return Array.from(content, (byte, at) => {
        const [before, after] = [content.subarray(0, at), content.subarray(at)];
        const changed = [[before], [before, after.subarray(1)], [before, Buffer.of(byte), after]];
        return changed.map((parts) => store(Buffer.concat(parts)));
      }).flat();
    });
    expect(acceptedOf(texts)).toEqual([]);
  });
});

describe('the text of a valid token, with any one character changed to any other of base64,', () => {
  // One content has many texts: zlib leaves a choice, and the last bits of a stream mean nothing (RFC 1951, 3.1.1).
  it('is refused, or packs the very same content', () => {
    let [tried, same] = [0, 0];
    for (const token of TOKENS.slice(0, 8)) {
      const texts = Array.from(token, (own, at) =>
        Array.from(BASE64)
          .filter((character) => character !== own)
          .map((character) => replaceAt(token, at, character)),
      ).flat();
      const accepted = acceptedOf(texts);
      for (const text of accepted) expect(contentOf(text)).toEqual(contentOf(token));
      tried += texts.length;
      same += accepted.length;
    }
    expect(tried).toBeGreaterThan(75_000);
    // There are such texts, but few: what is cached or revoked goes by the content.
    expect(same).toBeLessThan(tried / 200);
  });
});

describe('issueToken, given anything at all,', () => {
  it('makes a token that reads, or throws one of its own errors', () => {
    const anyService = fc.constantFrom('rtc', 'rtm', 'streaming', 'chat', 'apaas', 'rtm2', 'stt');
    const key = fc.constantFrom('channel', 'uid', 'account', 'userId', 'room', 'roomRole', 'role');
    const other = fc.constantFrom('privileges', 'permissions', 'privilegesExpireInSeconds');
    const anyOptions = fc.dictionary(fc.oneof(key, other), fc.anything());
    const hostile = fc
      .tuple(anyService, anyOptions)
      .map(([service, options]) => ({ ...options, service }));
    const names = ['appId', 'certificate', 'expiresInSeconds', 'issuedAt', 'salt', 'services'];
    const changes = fc.dictionary(fc.constantFrom(...names), fc.anything(), { maxKeys: 2 });
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, fc.anything())), changes, (services, others) => {
        const options = { ...sampleIssue(), services, ...others };
        const outcome = outcomeOf(() => inspectToken(issueToken(options as never)));
        expect(outcome).toMatch(/^(fine|invalid_\w+|expiry_too_long)$/);
      }),
      { seed: 89, numRuns: 2000 },
    );
  });
});
