import { hmacSha256 } from '@stagedoor/token/sha256';
import { encodeBase64 } from '../base64.js';
import { InvalidAuthOptionError } from '../errors.js';
import { formatHttpDate } from '../headers/format-http-date.js';
import type { HeaderPairs } from '../request.js';
import { buildSigningString, toOctets } from '../schemes/hmac/signing-string.js';
import { digestOf, formatDigest } from '../schemes/hmac/verify-digest.js';
import type { CustomerCredential, UnsignedRequest } from '../unsigned-request.js';

/** The field that has the date, as it is sent. */
const DATE_FIELDS = { date: 'Date', 'x-date': 'X-Date' } as const;
const UTF8 = new TextEncoder();

/** What a parameter can hold, because the scheme has no escapes: visible ASCII and spaces. */
const QUOTABLE = /^[ !#-[\]-~]+$/;
const METHOD = /^[A-Z]+(-[A-Z]+)*$/;
/** Of one octet each, and nothing that a client would change before it sends it. */
const TARGET = /^\/[!"$-~]*$/;
const AUTHORITY = /^[!-.0-~]+$/;

/** What would be refused, or would be another request on the wire. */
function checkRequest({ method, target, authority }: UnsignedRequest): void {
  if (!METHOD.test(method)) throw new InvalidAuthOptionError('method must be in capitals');
  if (!TARGET.test(target)) {
    throw new InvalidAuthOptionError(
      'target must begin with a slash, be percent-encoded, and have no fragment',
    );
  }
  if (!AUTHORITY.test(authority)) {
    throw new InvalidAuthOptionError('authority must be a host in ASCII, with its port if any');
  }
}

function checkCredential({ customerId, customerSecret }: CustomerCredential): void {
  if (!QUOTABLE.test(customerId)) {
    throw new InvalidAuthOptionError(
      'the customer ID must be visible ASCII without quotes and backslashes',
    );
  }
  if (customerSecret.length === 0) throw new InvalidAuthOptionError('the customer secret is empty');
}

/**
 * The headers that the documents send: date, digest (also of an empty body) and authorization; Host is what the client
 * connects to. `now`: Unix seconds. `dateHeader`: `x-date` where the runtime does not let `date` be set. Throws
 * `invalid_auth_option` for what no server would take.
 */
export function signHmac(
  request: UnsignedRequest,
  credential: CustomerCredential,
  now: number,
  dateHeader: keyof typeof DATE_FIELDS = 'date',
): HeaderPairs {
  checkRequest(request);
  checkCredential(credential);
  const { method, target, authority, body = new Uint8Array() } = request;
  const { customerId, customerSecret } = credential;
  const date = formatHttpDate(now);
  const digest = formatDigest(digestOf(body));
  const line = { method, target, version: 'HTTP/1.1', host: authority };
  const names = ['host', dateHeader, 'request-line', 'digest'];
  const text = buildSigningString(names, line, (name) => (name === dateHeader ? date : digest));
  const signature = encodeBase64(hmacSha256(UTF8.encode(customerSecret), toOctets(text)));
  const parameters = `username="${customerId}", algorithm="hmac-sha256", headers="${names.join(' ')}", signature="${signature}"`;
  return [
    [DATE_FIELDS[dateHeader], date],
    ['Digest', digest],
    ['Authorization', `hmac ${parameters}`],
  ];
}
