import { inspect } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { AuthError, RestAuthError } from '../src/index.js';
import {
  CUSTOMER_SECRET,
  OTHER_SECRET,
  PRIMARY,
  SECONDARY,
  STRANGE_CERTIFICATE,
} from './marked-credentials.js';
import { listDerivedTexts, REFUSED_REQUESTS } from './refused-requests.js';

/** Any part of a secret of this many characters is too much. */
const TELLING_CHARACTERS = 8;

/** The marks have parts in common with nothing else. */
const MARKS = [CUSTOMER_SECRET, OTHER_SECRET, PRIMARY, SECONDARY, STRANGE_CERTIFICATE];

async function errorOf(run: () => Promise<unknown>): Promise<RestAuthError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof RestAuthError) return error;
    throw error;
  }
  throw new Error('expected an error, but nothing was thrown');
}

/** All that a log could hold of an error, and all that is sent. */
function textOf(error: Error): string {
  const parts = [
    error.message,
    error.stack ?? '',
    String(error),
    JSON.stringify(error),
    inspect(error, { depth: 9, showHidden: true, getters: true }),
  ];
  if (error instanceof AuthError) parts.push(error.publicCode, JSON.stringify(error.answer));
  if (error.cause instanceof Error) parts.push(textOf(error.cause));
  return parts.join('\n').toLowerCase();
}

/** The parts of `secret` that occur in `text`, upper case or lower case. */
function leaksOf(text: string, secret: string): readonly string[] {
  const leaks: string[] = [];
  for (let at = 0; at + TELLING_CHARACTERS <= secret.length; at += 1) {
    const part = secret.slice(at, at + TELLING_CHARACTERS).toLowerCase();
    if (text.includes(part)) leaks.push(part);
  }
  return leaks;
}

let secrets: readonly string[] = [];
beforeAll(async () => {
  secrets = [...MARKS, ...(await listDerivedTexts())];
});

describe('no error and no answer', () => {
  it.each(REFUSED_REQUESTS)(
    'tells a secret, a token or a signature: $code, $what',
    async (each) => {
      const error = await errorOf(() => each.run());
      expect(error.code).toBe(each.code);
      const text = textOf(error);
      expect(secrets.flatMap((secret) => leaksOf(text, secret))).toEqual([]);
    },
  );

  it('is left out: the codes of Basic, hmac, tokens and messages', () => {
    expect(new Set(REFUSED_REQUESTS.map(({ code }) => code))).toEqual(
      new Set([
        'credentials_missing',
        'authorization_too_long',
        'scheme_not_allowed',
        'authorization_malformed',
        'algorithm_not_allowed',
        'headers_list_invalid',
        'coverage_insufficient',
        'signed_header_missing',
        'signed_header_repeated',
        'date_missing',
        'date_malformed',
        'date_outside_window',
        'signature_encoding',
        'unknown_customer',
        'credential_disabled',
        'digest_mismatch',
        'authority_not_served',
        'signature_mismatch',
        'wrong_secret',
        'token_pair_incomplete',
        'unknown_project',
        'token_refused',
        'secondary_certificate',
        'token_life_too_long',
        'replayed',
        'duplicate_header',
        'host_missing',
        'target_form',
        'message_malformed',
        'head_too_large',
        'body_too_large',
        'replay_store_unavailable',
        'invalid_auth_option',
      ]),
    );
  });

  it('hides from the search: a part that is put into an error is found', async () => {
    const places: readonly ((error: RestAuthError, part: string) => unknown)[] = [
      (error, part) => Object.assign(error, { message: `${error.message} ${part}` }),
      (error, part) => Object.assign(error, { given: [{ part }] }),
      (error, part) => Object.defineProperty(error, 'hidden', { value: part }),
      (error, part) => Object.assign(error, { cause: new Error(part) }),
    ];
    expect(secrets).toHaveLength(12);
    for (const secret of secrets) {
      for (const put of places) {
        const error = await errorOf(() => REFUSED_REQUESTS[0]!.run());
        put(error, secret.slice(4, 14));
        expect(leaksOf(textOf(error), secret)).not.toEqual([]);
      }
    }
  });
});
