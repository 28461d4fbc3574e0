import type { JSONWebKeySet, JWK } from 'jose';
import { IssuerUnreachableError } from '../errors.js';
import { RETRY_SECONDS } from './fetch-document.js';
import type { IssuerRules } from './jwt-issuer.js';
import { findSafeUrl, isLoopback } from './safe-url.js';

/** Each of them may be tried at a signature. */
const MAX_KEYS = 100;

/** Kinds of public keys. A shared secret in a public document is none any more. */
const PUBLIC_KEY_TYPES: ReadonlySet<unknown> = new Set(['RSA', 'EC', 'OKP']);

const refuse = (reason: string): IssuerUnreachableError =>
  new IssuerUnreachableError(reason, RETRY_SECONDS);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Where the OpenID configuration says that the keys are. The document must name this very issuer: one of another issuer would
 * let that one vouch for users of this one. Throws `issuer_unreachable`.
 */
export function parseDiscovery(
  document: unknown,
  { issuer, discoveryUrl }: Pick<IssuerRules, 'issuer' | 'discoveryUrl'>,
): URL {
  const { href } = discoveryUrl;
  if (!isObject(document) || document['issuer'] !== issuer) {
    throw refuse(`${href} is not of the issuer ${issuer}`);
  }
  const { jwks_uri: text } = document;
  const url = typeof text === 'string' ? findSafeUrl(text, isLoopback(discoveryUrl)) : undefined;
  if (url === undefined) throw refuse(`${href} names no jwks_uri by https`);
  return url;
}

/**
 * The public keys of a key set that can verify signatures; others are left out. Throws `issuer_unreachable` where none is
 * left, or too many.
 */
export function parseKeySet(document: unknown, url: URL): JSONWebKeySet {
  const listed = isObject(document) ? document['keys'] : undefined;
  if (!Array.isArray(listed)) throw refuse(`${url.href} is no JSON Web Key Set`);
  const keys = listed.filter(
    (each) =>
      isObject(each) &&
      PUBLIC_KEY_TYPES.has(each['kty']) &&
      each['d'] === undefined &&
      (each['use'] === undefined || each['use'] === 'sig'),
  ) as JWK[];
  if (keys.length === 0) throw refuse(`${url.href} has no public key for signatures`);
  if (keys.length > MAX_KEYS) throw refuse(`${url.href} has more than ${MAX_KEYS} keys`);
  return { keys };
}
