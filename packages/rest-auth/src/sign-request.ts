import { InvalidAuthOptionError } from './errors.js';
import type { HeaderPairs } from './request.js';
import { type SchemeCredentials, type SchemeName, SIGNERS } from './signers/signer-table.js';
import type { SigningTime } from './signers/signing-time.js';
import type { UnsignedRequest } from './unsigned-request.js';

/** What `signRequest` takes. */
export interface SignRequestOptions<Name extends SchemeName = SchemeName> extends SigningTime {
  readonly scheme: Name;
  readonly credential: SchemeCredentials[Name];
}

/** The end of the year 9999, after which there are no dates: milliseconds lie beyond it. */
const MAX_NOW = 253_402_300_799;

function checkNow(now: number): void {
  if (Number.isInteger(now) && now >= 0 && now <= MAX_NOW) return;
  throw new InvalidAuthOptionError('now must be Unix time in whole seconds, not milliseconds');
}

/** Callers without types may give a text, which could be encoded in several ways. */
function checkBody(body: unknown): void {
  if (body === undefined || body instanceof Uint8Array) return;
  throw new InvalidAuthOptionError('body must be the octets that are sent, as a Uint8Array');
}

/**
 * The header fields that prove who sends the request: add them to it and send it once. The mirror of `verifyRequest`.
 *
 * ```ts
 * const headers = await signRequest(
 *   { method: 'GET', authority: 'api.agora.io', target: `/v1/projects/${appId}/fls/domains` },
 *   { scheme: 'hmac', credential: { customerId, customerSecret }, now: Math.floor(Date.now() / 1000) },
 * );
 * ```
 *
 * Throws `invalid_auth_option`.
 */
export async function signRequest<Name extends SchemeName>(
  request: UnsignedRequest,
  { scheme, credential, ...time }: SignRequestOptions<Name>,
): Promise<HeaderPairs> {
  if (!Object.hasOwn(SIGNERS, scheme)) {
    throw new InvalidAuthOptionError(`scheme must be one of ${Object.keys(SIGNERS).join(', ')}`);
  }
  checkNow(time.now);
  checkBody(request.body);
  return SIGNERS[scheme](request, credential, time);
}
