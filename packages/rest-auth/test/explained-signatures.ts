import { createHash, createHmac } from 'node:crypto';
import {
  ALL_KNOWN,
  APP_ID,
  base64,
  BODY,
  clientThat,
  CERTIFICATE,
  CUSTOMER_ID,
  DATE,
  digestOf,
  HOST,
  NOW,
  SECOND_SECRET,
  SECRET,
  TARGET,
  type ClientParts,
  type ExplainedRequest,
} from './explained-request.js';

const [PATH = ''] = TARGET.split('?');
const EMPTY_DIGEST = digestOf('');

/** A client that signs another request line than it sends. */
const line = (
  kind: ExplainedRequest['kind'],
  name: string,
  signed: string,
  sent: ClientParts['sent'] = {},
): ExplainedRequest =>
  clientThat(kind, name, { line: (text) => (text.endsWith('HTTP/1.1') ? signed : text), sent });

const withLines = (alter: (line: string) => string): Pick<ClientParts, 'line'> => ({ line: alter });

/** How the parameters are written. */
export const WRONG_GRAMMAR: readonly ExplainedRequest[] = [
  clientThat('cavage_parameters', 'keyId of another scheme', {
    authorization: (usual) => usual.replace('username', 'keyId'),
  }),
  clientThat('single_quotes', 'single quotes', {
    authorization: (usual) => usual.replaceAll('"', "'"),
  }),
  clientThat('parameters_unquoted', 'no quotes', {
    authorization: (usual) =>
      usual.replaceAll('"', '').replace('headers=host date', 'headers=host'),
  }),
  clientThat('semicolons', 'semicolons', {
    authorization: (usual) => usual.replaceAll(', ', '; '),
  }),
  clientThat(
    'parameter_missing',
    'no algorithm',
    {
      authorization: (usual) => usual.replace('algorithm="hmac-sha256", ', ''),
    },
    { says: 'algorithm' },
  ),
  clientThat('authorization_malformed', 'text behind the parameters', {
    authorization: (usual) => `${usual},`,
  }),
  clientThat(
    'algorithm_not_allowed',
    'the algorithm in capitals',
    { algorithm: 'HMAC-SHA256' },
    {
      says: 'lower case',
    },
  ),
  clientThat('algorithm_not_allowed', 'SHA-1, and says so', {
    algorithm: 'hmac-sha1',
    mac: (key, text) => createHmac('sha1', key).update(text, 'latin1').digest(),
  }),
  clientThat('headers_list_separator', 'commas in the list', {
    authorization: (usual) => usual.replace('host date request-line', 'host,date,request-line'),
  }),
  clientThat('headers_list_repeated', 'a name twice', {
    names: 'host date request-line digest host',
  }),
  clientThat('headers_list_invalid', 'a real Request-Line header', {
    sent: { headers: [['Request-Line', 'DELETE / HTTP/1.1']] },
  }),
  clientThat(
    'coverage_insufficient',
    'no host',
    { names: 'date request-line digest' },
    { says: 'host' },
  ),
  clientThat(
    'coverage_insufficient',
    'no digest of a body',
    { names: 'host date request-line' },
    {
      says: 'digest',
    },
  ),
  clientThat('signed_header_missing', 'a digest that is not sent', { sent: { digest: null } }),
  clientThat('signed_header_repeated', 'a signed header twice', {
    names: 'host date request-line digest x-more',
    sent: {
      headers: [
        ['X-More', '1'],
        ['X-More', '2'],
      ],
    },
  }),
  clientThat('signature_hex', 'hex', { encode: (mac) => mac.toString('hex') }, { says: 'right' }),
  clientThat('signature_base64_of_hex', 'base64 of hex', {
    encode: (mac) => base64(mac.toString('hex')),
  }),
  clientThat('signature_url_alphabet', 'the alphabet for URLs', {
    // One of these has a - or a _ in it.
    encode: (mac) => mac.toString('base64url').replace(/^./, '-'),
  }),
  clientThat('signature_percent_encoded', 'percent-escapes', {
    encode: (mac) => encodeURIComponent(mac.toString('base64')),
  }),
  clientThat('signature_padding_lost', 'no padding', {
    encode: (mac) => mac.toString('base64').replace('=', ''),
  }),
  clientThat('signature_encoding', 'cut to another length', {
    encode: (mac) => mac.subarray(0, 30).toString('base64'),
  }),
];

/** Who it is from, and the key. */
export const WRONG_KEYS: readonly ExplainedRequest[] = [
  clientThat('app_id_as_customer_id', 'the App ID as customer ID', { username: APP_ID }),
  clientThat('id_and_secret_swapped', 'ID and secret swapped', {
    username: SECRET,
    key: CUSTOMER_ID,
  }),
  clientThat('customer_id_look_alike', 'the customer ID in capitals', {
    username: CUSTOMER_ID.toUpperCase(),
  }),
  clientThat('unknown_customer', 'another customer', { username: 'zoe' }),
  clientThat('id_as_secret', 'the customer ID as the key', { key: CUSTOMER_ID }),
  clientThat('secret_missing', 'an empty key', { key: '' }),
  clientThat('secret_missing', 'the text undefined as the key', { key: 'undefined' }),
  clientThat(
    'secret_missing',
    'the text None as the key, where no secret is known',
    { key: 'None' },
    { known: { now: NOW } },
  ),
  clientThat('certificate_as_secret', 'the certificate as the key', { key: CERTIFICATE }),
  clientThat('app_id_as_secret', 'the App ID as the key', { key: APP_ID }),
  clientThat(
    'secret_with_blanks',
    'a line feed behind the secret',
    { key: `${SECRET}\n` },
    {
      says: 'line feed',
    },
  ),
  clientThat('secret_with_blanks', 'a line end of Windows', { key: `${SECRET}\r\n` }),
  clientThat('secret_with_blanks', 'quotes', { key: `"${SECRET}"` }, { says: 'quotes' }),
  clientThat('secret_letter_case', 'lower case', { key: SECRET.toLowerCase() }),
  clientThat(
    'secret_decoded',
    'decoded from hex',
    { key: Buffer.from(SECRET, 'hex') },
    { says: 'hex' },
  ),
  clientThat('secret_decoded', 'decoded from base64', { key: Buffer.from(SECRET, 'base64') }),
  clientThat('secret_encoded', 'base64 of the secret', { key: base64(SECRET) }),
  clientThat('secret_encoded', 'ID and secret as the key', { key: `${CUSTOMER_ID}:${SECRET}` }),
  clientThat('secret_hashed', 'its hash', { key: createHash('sha256').update(SECRET).digest() }),
  clientThat('other_algorithm', 'SHA-512', {
    mac: (key, text) => createHmac('sha512', key).update(text, 'latin1').digest(),
  }),
  clientThat('other_algorithm', 'SHA-1', {
    mac: (key, text) => createHmac('sha1', key).update(text, 'latin1').digest(),
  }),
  clientThat('hash_without_key', 'a plain hash of secret and string', {
    mac: (key, text) => createHash('sha256').update(key).update(text, 'latin1').digest(),
  }),
  clientThat(
    'secret_not_live',
    'a third secret',
    { key: 'the old secret' },
    {
      known: { ...ALL_KNOWN, customerSecrets: [SECRET, SECOND_SECRET, 'the old secret'] },
    },
  ),
  clientThat('signature_mismatch', 'another secret', { key: 'another secret' }),
  clientThat(
    'secondary_secret',
    'the secondary secret',
    { key: SECOND_SECRET },
    { severity: 'note' },
  ),
];

const fromTarget = (target: string): ClientParts => ({ target, sent: { target: TARGET } });

/** The line of the request. */
export const WRONG_LINES: readonly ExplainedRequest[] = [
  clientThat('query_unsigned', 'no query', fromTarget(PATH)),
  clientThat('query_rewritten', 'the query sorted', {
    target: `${PATH}?a=1&b=2`,
    sent: { target: `${PATH}?b=2&a=1` },
  }),
  clientThat('query_rewritten', 'the query with + for a blank', {
    target: `${PATH}?q=a+b`,
    sent: { target: `${PATH}?q=a%20b` },
  }),
  clientThat(
    'method_other',
    'GET signed, POST sent',
    { method: 'GET', sent: { method: 'POST' } },
    {
      says: /GET.*POST/,
    },
  ),
  line('method_letter_case', 'the method in lower case', `post ${TARGET} HTTP/1.1`),
  clientThat('path_decoded', 'the path decoded', {
    target: `${PATH}/a b`,
    sent: { target: `${PATH}/a%20b` },
  }),
  clientThat(
    'path_escapes_letter_case',
    'escapes in capitals',
    fromTarget(TARGET.replace('%c3%a9', '%C3%A9')),
  ),
  clientThat('path_encoded_again', 'encoded twice', fromTarget(TARGET.replaceAll('%', '%25'))),
  line('absolute_url_signed', 'the whole URL', `POST https://${HOST}${TARGET} HTTP/1.1`),
  clientThat('slash_at_end', 'a slash more', { target: `${PATH}/`, sent: { target: PATH } }),
  clientThat(
    'path_part_signed',
    'without the base path',
    fromTarget(TARGET.replace('/v1/projects', '')),
  ),
  clientThat('path_variable_unfilled', 'a variable in the path', {
    target: PATH.replace(APP_ID, '{{appId}}'),
    sent: { target: PATH },
  }),
  line('version_letter_case', 'http/1.1', `POST ${TARGET} http/1.1`),
  line('version_other', 'HTTP/2', `POST ${TARGET} HTTP/2`),
  line('version_unsigned', 'no version', `POST ${TARGET}`),
  line('request_line_named', 'a name in front', `request-line: POST ${TARGET} HTTP/1.1`),
  line('request_target_signed', '@request-target', `@request-target: post ${TARGET}`),
  line('request_target_signed', '(request-target)', `(request-target): post ${TARGET}`),
];

/** Host, names, digest line and date line. */
export const WRONG_FIELDS: readonly ExplainedRequest[] = [
  clientThat('host_other_port', 'a port that is not sent', {
    host: `${HOST}:443`,
    sent: { host: HOST },
  }),
  clientThat('host_other_port', 'another port', {
    host: 'localhost:8080',
    sent: { host: 'localhost:3000' },
  }),
  clientThat('host_letter_case', 'lower case', { host: HOST, sent: { host: 'API.agora.io' } }),
  clientThat('host_other', 'api.agora.io in the configuration', {
    host: HOST,
    sent: { host: 'localhost' },
  }),
  clientThat('host_other', 'behind a proxy that changes it', {
    host: 'rest.example.org',
    sent: { host: 'backend:9000', headers: [['X-Forwarded-Host', 'rest.example.org']] },
  }),
  clientThat(
    'host_port_unsigned',
    'without the port that is sent',
    {
      host: 'localhost',
      sent: { host: 'localhost:3000' },
    },
    { severity: 'note' },
  ),
  clientThat('names_letter_case', 'lower case, listed with capitals', {
    names: 'Host Date Request-Line Digest',
  }),
  clientThat('names_order', 'the documented order, listed in another', {
    names: 'date request-line host digest',
    write: ([date, requestLine, host, digest]) => [host, date, requestLine, digest].join('\n'),
  }),
  clientThat('digest_line_missing', 'no digest line', {
    write: (lines) => lines.slice(0, 3).join('\n'),
  }),
  clientThat('digest_line_of_nothing', 'the digest of an empty body', {
    digest: EMPTY_DIGEST,
    sent: { digest: digestOf(BODY) },
  }),
  clientThat(
    'digest_line_label',
    'another label',
    withLines((text) => text.replace('SHA-256=', 'sha-256=')),
  ),
  clientThat(
    'digest_line_label',
    'no label',
    withLines((text) => text.replace('SHA-256=', '')),
  ),
  clientThat('date_rewritten', 'ISO 8601', { date: '2026-11-21T06:30:00Z', sent: { date: DATE } }),
  clientThat('date_read_twice', 'a second later', {
    date: DATE.replace(':00 GMT', ':01 GMT'),
    sent: { date: DATE },
  }),
  clientThat('x_date_for_date', 'the value of X-Date', {
    date: 'Sat, 21 Nov 2026 06:29:10 GMT',
    sent: { date: DATE, headers: [['X-Date', 'Sat, 21 Nov 2026 06:29:10 GMT']] },
  }),
  clientThat(
    'blank_after_colon',
    'no blank',
    withLines((text) => text.replace(': ', ':')),
  ),
  clientThat(
    'names_omitted',
    'values alone',
    withLines((text) => text.replace(/^\w+: /, '')),
  ),
  clientThat('line_ends_crlf', 'CRLF', { write: (lines) => lines.join('\r\n') }),
  clientThat('line_ends_escaped', 'backslash and n', {
    write: (lines) => lines.join(String.raw`\n`),
  }),
  clientThat('line_end_at_end', 'a line feed at the end', {
    write: (lines) => `${lines.join('\n')}\n`,
  }),
];
