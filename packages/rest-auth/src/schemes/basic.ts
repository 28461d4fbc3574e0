import { decodeBase64 } from '../base64.js';
import { equalTextInConstantTime } from '../equal-text-in-constant-time.js';
import { AuthorizationMalformedError, WrongSecretError } from '../errors.js';
import { type Eventually, whenKnown } from '../eventually.js';
import { quoteText } from '../headers/quote-text.js';
import type { Principal } from '../principal.js';
import { refuseCustomer } from './customer-refusal.js';
import { listTriedTexts, type TriedText } from './live-secrets.js';
import type { ProvenHead, Scheme, SchemeInput } from './scheme.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What the credential holds: RFC 7617, section 2. */
interface BasicCredential {
  readonly customerId: string;
  readonly customerSecret: string;
}

function decodeText(rest: string): string {
  const bytes = decodeBase64(rest);
  if (bytes === undefined) {
    throw new AuthorizationMalformedError('it must be standard base64 with padding');
  }
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new AuthorizationMalformedError('what the base64 encodes is not UTF-8');
  }
}

/** Splits at the first colon, so that a secret may have more of them. */
function parseCredential(rest: string): BasicCredential {
  const text = decodeText(rest);
  const colon = text.indexOf(':');
  if (colon === -1) {
    throw new AuthorizationMalformedError('a colon must be between customer ID and secret');
  }
  return { customerId: text.slice(0, colon), customerSecret: text.slice(colon + 1) };
}

/** Compares with every secret, also after a match. */
function matchSecret(customerSecret: string, tried: readonly TriedText[]): TriedText['name'] {
  let matched: TriedText['name'];
  for (const { text, name } of tried) {
    const isEqual = equalTextInConstantTime(customerSecret, text);
    matched = isEqual ? (matched ?? name) : matched;
  }
  return matched;
}

const provenHead = (principal: Principal): ProvenHead => ({
  needsBody: false,
  finish: () => principal,
});

function verifyHead({ authorization, lookup, claim }: SchemeInput): Eventually<ProvenHead> {
  const { customerId, customerSecret } = parseCredential(authorization?.rest ?? '');
  claim(customerId);
  return whenKnown(lookup.findCustomer(customerId), (found) => {
    const keys = found ?? undefined;
    const signedWith = matchSecret(customerSecret, listTriedTexts(keys));
    const refusal = refuseCustomer(keys, signedWith !== undefined, () => new WrongSecretError());
    if (refusal !== undefined || signedWith === undefined) throw refusal ?? new WrongSecretError();
    return provenHead({ kind: 'customer', scheme: 'basic', customerId, signedWith });
  });
}

/** What `basic` takes. */
export interface BasicOptions {
  /** Named in `WWW-Authenticate`. Default `stagedoor`. */
  readonly realm?: string | undefined;
}

/**
 * Customer ID and customer secret in `Authorization: Basic`, RFC 7617: UTF-8, any letter case of the scheme, colons in the
 * secret. It proves who sends the request and nothing of the request itself, so it needs TLS.
 *
 * Refuses with `authorization_malformed`, `unknown_customer`, `wrong_secret`, `credential_disabled`; to the sender the
 * last three are one.
 */
export function basic({ realm = 'stagedoor' }: BasicOptions = {}): Scheme {
  return {
    name: 'basic',
    authorizationScheme: 'basic',
    needsReplayStore: false,
    excludes: [],
    singleHeaders: [],
    challenges: [['WWW-Authenticate', `Basic realm=${quoteText(realm)}, charset="UTF-8"`]],
    hasHmacTexts: false,
    isPresent: () => false,
    verifyHead,
  };
}
