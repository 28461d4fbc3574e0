import {
  AuthorizationMalformedError,
  AuthorizationTooLongError,
  TokenPairIncompleteError,
} from '../../errors.js';
import type { HeaderIndex } from '../../headers/header-index.js';
import type { Profile } from '../../profile.js';
import type { SchemeInput } from '../scheme.js';

/** The headers of older clients, in lower case. */
export const PAIR_NAMES = ['x-agora-token', 'x-agora-uid'] as const;
const [TOKEN_NAME, UID_NAME] = PAIR_NAMES;

/** A token that was shown, with nothing proven. */
export interface ShownToken {
  readonly text: string;
  /** The user that `x-agora-uid` names. */
  readonly uid: string | undefined;
}

/**
 * All behind the first `=` is the token, which has the letters of a token68: RFC 9110, section 11.2. No part of it can
 * match in two ways, so that it takes linear time.
 */
const CREDENTIAL = /^token[ \t]*=[ \t]*(?<text>[A-Za-z0-9._~+/-]+=*)$/i;

function readAuthorization(rest: string): ShownToken {
  const text = CREDENTIAL.exec(rest)?.groups?.['text'];
  if (text !== undefined) return { text, uid: undefined };
  throw new AuthorizationMalformedError(
    /^token[ \t]*=/i.test(rest)
      ? 'after token= there must be the token alone, as it was issued and without quotes'
      : 'after agora there must be token= and the token',
  );
}

/** Whether one of the two headers is there. An empty one is not. */
export function hasPair(index: HeaderIndex): boolean {
  return PAIR_NAMES.some((name) => (index.first(name) ?? '') !== '');
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** User IDs can be any text, of which a header has the octets. What is no UTF-8 is nobody's ID. */
function decodeUid(value: string): string {
  return UTF8.decode(Uint8Array.from(value, (character) => character.charCodeAt(0)));
}

function readPair(index: HeaderIndex, { maxAuthorizationBytes }: Profile): ShownToken {
  for (const name of PAIR_NAMES) {
    if ((index.first(name) ?? '') === '') throw new TokenPairIncompleteError(name);
  }
  const text = index.first(TOKEN_NAME) ?? '';
  if (text.length > maxAuthorizationBytes) {
    throw new AuthorizationTooLongError(text.length, maxAuthorizationBytes);
  }
  return { text, uid: decodeUid(index.first(UID_NAME) ?? '') };
}

/**
 * The token in `Authorization: agora token=<token>`, or where the request has none, in the headers of older clients.
 * Throws `authorization_malformed`, `token_pair_incomplete` and `authorization_too_long`.
 */
export function readToken({ authorization, index, profile }: SchemeInput): ShownToken {
  return authorization === undefined
    ? readPair(index, profile)
    : readAuthorization(authorization.rest);
}
