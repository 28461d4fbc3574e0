import { createHash } from 'node:crypto';
import {
  buildRequest,
  CUSTOMER_ID,
  DISABLED_ID,
  digestOfBody,
  type RequestDraft,
  SECRET,
  SECOND_SECRET,
  TWO_SECRETS_ID,
} from '../hmac-request.js';
import { type Row, row, rowOf, withProfile } from './row.js';

const MISMATCH = 'M signature_mismatch';
const NOT_ALLOWED = 'C algorithm_not_allowed';
const ENCODING = 'C signature_encoding';

const byHash = (hash: string): RequestDraft => ({ algorithm: `hmac-${hash}`, hash });
const signedAs = (sign: (signature: string) => string): RequestDraft => ({ sign });
const octetsOf = (signature: string): Buffer => Buffer.from(signature, 'base64');

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The same octets with other bits under the padding. */
function withBitsUnderPadding(signature: string): string {
  const last = ALPHABET.indexOf(signature.at(-2) ?? '');
  return `${signature.slice(0, -2)}${ALPHABET[last + 1] ?? ''}=`;
}

/** A request whose signature has both characters that base64url writes otherwise. */
function draftWithBoth(): RequestDraft {
  const targets = Array.from({ length: 1000 }, (_, i) => `/a?i=${i}`);
  const has = (target: string): boolean => {
    const text = buildRequest({ target }).headers.at(-1)?.[1] ?? '';
    const signature = /signature="([^"]*)"/.exec(text)?.[1] ?? '';
    return signature.includes('+') && signature.includes('/');
  };
  return { target: targets.find(has) ?? '/' };
}

const toBase64Url = (signature: string): string =>
  signature.replaceAll('+', '-').replaceAll('/', '_');

const ALGORITHMS: readonly Row[] = [
  row('K59', 'hmac-sha1', byHash('sha1'), NOT_ALLOWED),
  ...['sha384', 'sha512'].flatMap((hash) => [
    row('K60', `hmac-${hash}`, byHash(hash), { strict: NOT_ALLOWED, agora: 'ok' }),
    withProfile(
      { algorithms: ['hmac-sha256', `hmac-${hash}`] },
      row('K60', `hmac-${hash} that the operator added`, byHash(hash), 'ok'),
    ),
    row(
      'K60',
      `hmac-${hash} of a wrong secret`,
      { ...byHash(hash), secret: 'wrong' },
      { strict: NOT_ALLOWED, agora: MISMATCH },
    ),
  ]),
  ...[
    'HMAC-SHA256',
    'Hmac-sha256',
    'sha256',
    'none',
    'hmac-md5',
    'hmac-sha256 ',
    'hmac-sha224',
    'constructor',
  ].map((algorithm) => row('K61', algorithm, { algorithm }, NOT_ALLOWED)),
  row('K61', 'a list of algorithms', { algorithm: 'hmac-sha256 hmac-sha1' }, NOT_ALLOWED),
  row(
    'K62',
    'no padding',
    signedAs((signature) => signature.replaceAll('=', '')),
    ENCODING,
  ),
  row(
    'K62',
    'too much padding',
    signedAs((signature) => `${signature}=`),
    ENCODING,
  ),
  row('K62', 'bits under the padding', signedAs(withBitsUnderPadding), ENCODING),
  row(
    'K62',
    'text after the padding',
    signedAs((signature) => `${signature}abcd`),
    ENCODING,
  ),
  row(
    'K62',
    'one octet less',
    signedAs((signature) => octetsOf(signature).subarray(1).toString('base64')),
    ENCODING,
  ),
  row(
    'K62',
    'one octet more',
    signedAs((signature) => Buffer.concat([octetsOf(signature), Buffer.of(0)]).toString('base64')),
    ENCODING,
  ),
  row('K63', 'base64url', { ...draftWithBoth(), sign: toBase64Url }, ENCODING),
  row(
    'K63',
    'hex',
    signedAs((signature) => octetsOf(signature).toString('hex')),
    ENCODING,
  ),
  row(
    'K63',
    'base64 of hex',
    signedAs((signature) => Buffer.from(octetsOf(signature).toString('hex')).toString('base64')),
    ENCODING,
  ),
  row(
    'K63',
    'a space inside',
    signedAs((signature) => `${signature.slice(0, 8)} ${signature.slice(8)}`),
    ENCODING,
  ),
  row(
    'K63',
    'a space behind',
    signedAs((signature) => `${signature} `),
    ENCODING,
  ),
  row(
    'K63',
    'not base64',
    signedAs(() => '!'.repeat(44)),
    ENCODING,
  ),
  row(
    'K63',
    'a letter above 0x7F',
    signedAs((signature) => `\u00e9${signature.slice(1)}`),
    ENCODING,
  ),
];

/** The right MAC with one octet changed. */
const withOctetChanged = (position: number): RequestDraft =>
  signedAs((signature) => {
    const octets = octetsOf(signature);
    octets[position] = (octets[position] ?? 0) ^ 1;
    return octets.toString('base64');
  });

const CUSTOMERS: readonly Row[] = [
  ...Array.from({ length: 32 }, (_, position) =>
    row('K64', `octet ${position} of the MAC is wrong`, withOctetChanged(position), MISMATCH),
  ),
  row(
    'K65',
    'an unknown customer',
    { customerId: 'nobody' },
    { strict: 'M unknown_customer', agora: 'C unknown_customer' },
  ),
  row(
    'K65',
    'a known customer in other letters',
    { customerId: CUSTOMER_ID.toUpperCase() },
    { strict: 'M unknown_customer', agora: 'C unknown_customer' },
  ),
  row('K65', 'a wrong secret', { secret: 'wrong' }, MISMATCH),
  row('K65', 'a disabled customer', { customerId: DISABLED_ID }, 'M credential_disabled'),
  row(
    'K65',
    'a disabled customer, a wrong secret',
    { customerId: DISABLED_ID, secret: 'wrong' },
    MISMATCH,
  ),
  row('K66', 'the primary secret', { customerId: TWO_SECRETS_ID, secret: SECRET }, 'ok'),
  row('K66', 'the secondary secret', { customerId: TWO_SECRETS_ID, secret: SECOND_SECRET }, 'ok'),
  row('K66', 'a third secret', { customerId: TWO_SECRETS_ID, secret: 'third' }, MISMATCH),
];

const BODY = '{"region":"cn"}';
const DIGEST = digestOfBody(BODY);
const NOT_SIGNED = 'host date request-line';
const WRONG = 'M digest_mismatch';

/** A request of which the body was changed on the way. */
const changed = (
  draft: RequestDraft,
  body: string | Uint8Array,
): ReturnType<typeof buildRequest> => ({
  ...buildRequest(draft),
  body: Buffer.from(body),
});
const sha = (algorithm: string, encoding: 'base64' | 'base64url' | 'hex'): string =>
  createHash(algorithm).update(BODY).digest(encoding);
const MEBIBYTE = 1_048_576;

const BODIES: readonly Row[] = [
  row('K67', 'the body that was signed', { body: BODY }, 'ok'),
  rowOf(
    'K67',
    'a body with one octet changed',
    changed({ body: BODY }, BODY.replace('c', 'd')),
    WRONG,
  ),
  rowOf('K67', 'a body with a line end more', changed({ body: BODY }, `${BODY}\n`), WRONG),
  rowOf('K67', 'no body where one was signed', changed({ body: BODY }, ''), WRONG),
  row('K68', 'the digest of no body, unsigned', { names: NOT_SIGNED }, 'ok'),
  row('K68', 'another digest, unsigned, no body', { names: NOT_SIGNED, digest: DIGEST }, WRONG),
  ...[
    ['label in lower case', DIGEST.replace('SHA', 'sha')],
    ['hex', `SHA-256=${sha('sha256', 'hex')}`],
    ['base64url', `SHA-256=${sha('sha256', 'base64url')}=`],
    ['no padding', DIGEST.replace(/=$/, '')],
    ['SHA-512', `SHA-512=${sha('sha512', 'base64')}`],
    ['SHA-512 under the label SHA-256', `SHA-256=${sha('sha512', 'base64')}`],
    ['two values', `${DIGEST}, ${DIGEST}`],
    ['two algorithms', `${DIGEST},SHA-512=${sha('sha512', 'base64')}`],
    ['no label', sha('sha256', 'base64')],
    ['the form of RFC 9530', `sha-256=:${sha('sha256', 'base64')}:`],
    ['a blank after the label', DIGEST.replace('=', '= ')],
    ['empty', ''],
  ].map(([input = '', digest = '']) => row('K69', input, { body: BODY, digest }, WRONG)),
  ...[8193, 65_536, MEBIBYTE].map((byteLength) =>
    row(
      'K70',
      `${byteLength} octets`,
      { body: 'x'.repeat(byteLength), fields: [['Content-Length', `${byteLength}`]] },
      'ok',
    ),
  ),
  row(
    'K70',
    'one octet over the limit, announced',
    { body: '', fields: [['Content-Length', `${MEBIBYTE + 1}`]] },
    '413 body_too_large',
  ),
  row(
    'K70',
    'one octet over the limit, not announced',
    { body: 'x'.repeat(MEBIBYTE + 1) },
    '413 body_too_large',
  ),
  withProfile(
    { maxBodyBytes: 10 },
    row('K70', 'over the limit of the operation', { body: 'x'.repeat(11) }, '413 body_too_large'),
  ),
  withProfile(
    { maxBodyBytes: 10 },
    row('K70', 'at the limit of the operation', { body: 'x'.repeat(10) }, 'ok'),
  ),
  row('K71', 'a body on GET', { method: 'GET', body: BODY }, 'ok'),
  rowOf(
    'K71',
    'a body on GET that was changed',
    changed({ method: 'GET', body: BODY }, `${BODY} `),
    WRONG,
  ),
];

const malformed = (input: string, ...fields: readonly (readonly [string, string])[]): Row =>
  row('K72', input, { fields }, '400 message_malformed');

const FRAMING: readonly Row[] = [
  malformed(
    'Content-Length with Transfer-Encoding',
    ['Content-Length', '0'],
    ['Transfer-Encoding', 'chunked'],
  ),
  malformed('differing lengths', ['Content-Length', '0'], ['content-length', '1']),
  malformed('the same length twice', ['Content-Length', '0'], ['content-length', '0']),
  ...['0, 0', '+1', '-1', '0x1', '1.0', '', 'a', '1e3', '9'.repeat(16)].map((value) =>
    malformed(`Content-Length ${JSON.stringify(value)}`, ['Content-Length', value]),
  ),
  malformed('a folded line', ['X-Tag', 'a\r\n b']),
  malformed('NUL', ['X-Tag', 'a\0b']),
  malformed('bare CR', ['X-Tag', 'a\rb']),
  malformed('bare LF', ['X-Tag', 'a\nb']),
  malformed('more than an octet in a character', ['X-Tag', '\u0100']),
  malformed('a space before the colon', ['X-Tag ', 'a']),
  malformed('no name', ['', 'a']),
  malformed('a colon in a name', ['X:Tag', 'a']),
];

/** K59 to K72. */
export const BODY_ROWS: readonly Row[] = [...ALGORITHMS, ...CUSTOMERS, ...BODIES, ...FRAMING];
