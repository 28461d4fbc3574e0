import { hmacSha256 } from '@stagedoor/token/sha256';
import { encodeBase64 } from '../base64.js';
import { InvalidAuthOptionError } from '../errors.js';
import { formatHttpDate } from '../headers/format-http-date.js';
import type { HeaderPairs } from '../request.js';
import { buildSigningString, toOctets } from '../schemes/hmac/signing-string.js';
import { digestOf, formatDigest } from '../schemes/hmac/verify-digest.js';
import { checkCustomer } from './check-customer.js';
import type { SigningTime } from './signing-time.js';
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

function checkCredential(credential: CustomerCredential): void {
  checkCustomer(credential);
  if (!QUOTABLE.test(credential.customerId)) {
    throw new InvalidAuthOptionError(
      'the customer ID must be visible ASCII without quotes and backslashes',
    );
  }
}

const REQUEST_ID = /^[!-~]{1,128}$/;

/** The fields that are signed besides those of the request itself, by their names as they are sent. */
function fieldsOf(
  { body = new Uint8Array() }: UnsignedRequest,
  { now, dateHeader = 'date', requestId }: SigningTime,
): HeaderPairs {
  const fields = [
    [DATE_FIELDS[dateHeader], formatHttpDate(now)],
    ['Digest', formatDigest(digestOf(body))],
  ] as const;
  if (requestId === undefined) return fields;
  if (REQUEST_ID.test(requestId)) return [...fields, ['X-Request-Id', requestId]];
  throw new InvalidAuthOptionError('requestId must be 1 to 128 visible ASCII characters');
}

/** The list as the documents have it, and what more is signed behind it. */
function listNames(fields: HeaderPairs): readonly string[] {
  const [date = '', ...others] = fields.map(([name]) => name.toLowerCase());
  return ['host', date, 'request-line', ...others];
}

/**
 * The headers that the documents send: date, digest (also of an empty body) and authorization; Host is what the client
 * connects to. Throws `invalid_auth_option` for what no server would take.
 */
export function signHmac(
  request: UnsignedRequest,
  credential: CustomerCredential,
  time: SigningTime,
): HeaderPairs {
  checkRequest(request);
  checkCredential(credential);
  const { method, target, authority } = request;
  const { customerId, customerSecret } = credential;
  const fields = fieldsOf(request, time);
  const values = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]));
  const names = listNames(fields);
  const line = { method, target, version: 'HTTP/1.1', host: authority };
  const text = buildSigningString(names, line, (name) => values.get(name) ?? '');
  const signature = encodeBase64(hmacSha256(UTF8.encode(customerSecret), toOctets(text)));
  const parameters = `username="${customerId}", algorithm="hmac-sha256", headers="${names.join(' ')}", signature="${signature}"`;
  return [...fields, ['Authorization', `hmac ${parameters}`]];
}
