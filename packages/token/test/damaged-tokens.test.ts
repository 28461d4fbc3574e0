import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { issueToken, rtc, TokenRejectedError, verifyToken } from '../src/index.js';
import { replaceAt } from './mutate.js';
import { readTokenVectors } from './read-vectors.js';
import { sampleIssue, sampleVerify } from './sample-options.js';
import { withoutStacks } from './without-stacks.js';

const { appId, certificate, issueTs, vectors } = readTokenVectors();

const OUR_TOKENS = [
  issueToken(sampleIssue()),
  issueToken(sampleIssue({ services: [rtc({ channel: 'a', uid: 0, role: 'subscriber' })] })),
  issueToken(
    sampleIssue({
      services: [rtc({ channel: 'x'.repeat(63), account: 'zoë'.repeat(20), role: 'publisher' })],
    }),
  ),
];
const OPTIONS = sampleVerify({ appId, certificates: [certificate], now: issueTs });
const TOKENS = [...OUR_TOKENS, ...vectors.map(({ token }) => token)];

/** Digits, a digit beside the right one, and what is no digit. */
const REPLACEMENTS = Array.from('AQgw/+z09aZ=-_ \n\0é\uff21');

const contentOf = (token: string): string => {
  try {
    return inflateSync(Buffer.from(token.slice(3), 'base64')).toString('hex');
  } catch {
    return '';
  }
};

/** Whether `text` is refused as a token must be. Anything but a refusal of the token is passed on. */
function isRejected(text: string): boolean {
  try {
    verifyToken(text, OPTIONS);
    return false;
  } catch (error) {
    if (error instanceof TokenRejectedError) return true;
    throw error;
  }
}

describe('a valid token', () => {
  it('is accepted as it is', () => {
    for (const token of TOKENS) expect(isRejected(token)).toBe(false);
  });

  it('is refused with any one character replaced, unless it inflates to the same bytes', () => {
    let tried = 0;
    const accepted: { token: string; text: string }[] = [];
    withoutStacks(() => {
      for (const token of TOKENS) {
        const texts = Array.from(token, (_, at) =>
          REPLACEMENTS.map((replacement) => replaceAt(token, at, replacement)),
        ).flat();
        const damaged = texts.filter((text) => text !== token);
        tried += damaged.length;
        for (const text of damaged) if (!isRejected(text)) accepted.push({ token, text });
      }
    });
    // Bits that fill the last byte of a deflate stream mean nothing (RFC 1951, section 3.1.1), and a run can be copied
    // from several places. Then the text is another one, but what was signed is the same.
    for (const { token, text } of accepted) expect(contentOf(text)).toBe(contentOf(token));
    expect(tried).toBeGreaterThan(30_000);
    expect(accepted.length).toBeLessThan(tried / 500);
  });

  it('is refused with any character of its text outside the stream changed', () => {
    const text = OUR_TOKENS[0]!;
    for (let at = 0; at < 3; at += 1) {
      for (const replacement of '012345689A') {
        const other = replaceAt(text, at, replacement);
        expect(other === text || isRejected(other), `for ${other.slice(0, 3)}`).toBe(true);
      }
    }
  });

  it('is refused wherever it is cut, at either end', () => {
    const accepted = withoutStacks(() =>
      TOKENS.flatMap((token) =>
        Array.from({ length: token.length }, (_, at) => [token.slice(0, at), token.slice(at + 1)])
          .flat()
          .filter((text) => !isRejected(text)),
      ),
    );
    expect(accepted).toEqual([]);
  });

  it('is refused with one character more, anywhere', () => {
    const accepted = withoutStacks(() =>
      TOKENS.flatMap((token) =>
        Array.from({ length: token.length + 1 }, (_, at) =>
          ['A', '=', ' ', '/'].map((more) => token.slice(0, at) + more + token.slice(at)),
        )
          .flat()
          .filter((text) => !isRejected(text)),
      ),
    );
    expect(accepted).toEqual([]);
  });

  it('is refused with two characters swapped, or a part of four left out or doubled', () => {
    const accepted = withoutStacks(() =>
      TOKENS.flatMap((token) =>
        Array.from({ length: token.length - 8 }, (_, i) => {
          const at = i + 3;
          const swapped = token.slice(0, at) + token[at + 1]! + token[at]! + token.slice(at + 2);
          const without = token.slice(0, at) + token.slice(at + 4);
          const doubled = token.slice(0, at + 4) + token.slice(at);
          return [swapped, without, doubled].filter((text) => text !== token);
        })
          .flat()
          .filter((text) => !isRejected(text) && contentOf(text) !== contentOf(token)),
      ),
    );
    expect(accepted).toEqual([]);
  });

  it('is refused in other letter case, URL alphabet, escaped, doubled, or with something around', () => {
    for (const token of TOKENS) {
      for (const text of [
        token.toLowerCase(),
        token.toUpperCase(),
        token.replaceAll('+', '-').replaceAll('/', '_').replace(/=*$/, '='),
        encodeURIComponent(`${token}=`),
        token + token,
        token + token.slice(3),
        `"${token}"`,
        ` ${token}`,
        `${token}\n`,
        `Bearer ${token}`,
      ]) {
        expect(isRejected(text), `for ${text.slice(0, 12)}`).toBe(true);
      }
    }
  });
});
