import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { inspectToken, TokenError, verifyToken } from '../src/index.js';
import { catchTokenError } from './catch-token-error.js';
import { FAILURES } from './failures.js';
import { CERTIFICATE, forgeContent, forgeToken, OTHER_CERTIFICATE } from './forge-token.js';
import { RandomSource } from './random-source.js';
import { mutateBytes } from './mutate.js';
import { sampleVerify } from './sample-options.js';
import { withoutStacks } from './without-stacks.js';

/** Any part of a secret of this many characters is too much. */
const TELLING_CHARACTERS = 8;

/** All that a log could hold of an error. */
function textOf(error: TokenError): string {
  const { message, stack = '', cause } = error;
  const parts = [
    message,
    stack,
    String(error),
    JSON.stringify(error),
    inspect(error, { depth: 9 }),
  ];
  if (cause !== undefined) parts.push(inspect(cause, { depth: 9, showHidden: true }));
  return parts.join('\n').toLowerCase();
}

/** The parts of `secret` that occur in `text`. */
function leaksOf(text: string, secret: string): string[] {
  const leaks: string[] = [];
  for (let at = 0; at + TELLING_CHARACTERS <= secret.length; at += 1) {
    const part = secret.slice(at, at + TELLING_CHARACTERS).toLowerCase();
    if (text.includes(part)) leaks.push(part);
  }
  return leaks;
}

const TOKEN = forgeToken({});
const TOKEN_TEXT = TOKEN.slice(3);
const SIGNATURE = forgeContent({}).subarray(2, 34);

describe('no error', () => {
  it.each(FAILURES)('tells the certificate or the token: $code, $name', ({ run }) => {
    const text = textOf(catchTokenError(run));
    expect(leaksOf(text, CERTIFICATE)).toEqual([]);
    expect(leaksOf(text, TOKEN_TEXT)).toEqual([]);
  });

  it('tells a certificate that was given in the place of another value', () => {
    const places = [
      () => verifyToken(CERTIFICATE, sampleVerify()),
      () => verifyToken(`007${CERTIFICATE}`, sampleVerify()),
      () => verifyToken(TOKEN, sampleVerify({ appId: `${CERTIFICATE}\n` })),
      () => verifyToken(TOKEN, sampleVerify({ certificates: CERTIFICATE as never })),
      () => verifyToken(TOKEN, sampleVerify({ certificates: [`"${CERTIFICATE}"`] })),
      () => verifyToken(TOKEN, sampleVerify({ certificates: [CERTIFICATE.replace('A', 'Å')] })),
      () => verifyToken(TOKEN, sampleVerify({ certificates: [[CERTIFICATE]] as never })),
      () => inspectToken(`Bearer ${CERTIFICATE}`),
      () => inspectToken({ token: CERTIFICATE } as never),
    ];
    for (const run of places) {
      expect(leaksOf(textOf(catchTokenError(run)), CERTIFICATE)).toEqual([]);
    }
  });

  it('tells a part of the token, wherever it was damaged, or of the right signature', () => {
    const right = SIGNATURE.toString('hex');
    const random = new RandomSource(11);
    const leaks = new Set<string>();
    const look = (text: string): void => {
      try {
        verifyToken(text, sampleVerify({ certificates: [OTHER_CERTIFICATE] }));
      } catch (error) {
        if (!(error instanceof TokenError)) throw error;
        const said = `${error.message}\n${JSON.stringify(error)}`.toLowerCase();
        for (const leak of leaksOf(said, text.slice(3))) leaks.add(leak);
        for (const leak of leaksOf(said, right)) leaks.add(leak);
      }
    };
    withoutStacks(() => {
      for (let end = 0; end < TOKEN.length; end += 1) look(TOKEN.slice(0, end));
      const bytes = Buffer.from(TOKEN_TEXT, 'base64');
      for (let run = 0; run < 500; run += 1) {
        look(`007${Buffer.from(mutateBytes(bytes, random)).toString('base64')}`);
        look(Buffer.from(mutateBytes(Buffer.from(TOKEN), random)).toString('latin1'));
      }
    });
    expect([...leaks]).toEqual([]);
  });

  it('hides from the search: a part that is put into a message is found', () => {
    const error = catchTokenError(FAILURES[0]!.run);
    error.message += CERTIFICATE.slice(4, 14);
    expect(leaksOf(textOf(error), CERTIFICATE)).not.toEqual([]);
  });
});
