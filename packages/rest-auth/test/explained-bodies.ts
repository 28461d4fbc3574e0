import { createHash } from 'node:crypto';
import {
  ALL_KNOWN,
  base64,
  BODY,
  clientThat,
  digestOf,
  NOW,
  type ExplainedRequest,
} from './explained-request.js';

/** The date itself. */
const dated = (
  kind: ExplainedRequest['kind'],
  date: string,
  says: string | RegExp = '',
): ExplainedRequest => clientThat(kind, date, { date }, { says });

/** The date and the clock. */
export const WRONG_DATES: readonly ExplainedRequest[] = [
  clientThat('date_missing', 'not sent, as browsers do', { sent: { date: null } }),
  dated('date_local_language', 'Sa, 21 Nov 2026 06:30:00 GMT', 'language'),
  dated('date_local_language', 'sam., 21 nov. 2026 06:30:00 GMT'),
  dated('date_zone', 'Sat, 21 Nov 2026 06:30:00 UTC', 'UTC'),
  dated('date_zone', 'Sat, 21 Nov 2026 14:30:00 +0800', '+0800'),
  dated('date_zone', 'Sat, 21 Nov 2026 14:30:00 CST'),
  dated('date_zone', 'Sat, 21 Nov 2026 06:30:00', 'missing'),
  dated('date_weekday', 'Fri, 21 Nov 2026 06:30:00 GMT', 'Sat'),
  dated('date_other_form', '2026-11-21T06:30:00Z', 'ISO'),
  dated('date_other_form', String(NOW), 'seconds'),
  dated('date_other_form', `${NOW}000`, 'milliseconds'),
  dated('date_other_form', 'Saturday, 21-Nov-26 06:30:00 GMT', '850'),
  dated('date_other_form', 'Sat Nov 21 2026 06:30:00 GMT+0000', 'toString'),
  dated('date_malformed', 'Sat, 21 Nov 2026 26:30:00 GMT'),
  dated('date_time_zone', 'Sat, 21 Nov 2026 14:30:07 GMT', '8 h'),
  dated('date_time_zone', 'Sat, 21 Nov 2026 01:00:30 GMT', '5 h 29 min'),
  dated('signature_stale', 'Thu, 19 Nov 2026 05:01:00 GMT', '2 days'),
  dated('date_outside_window', 'Sat, 21 Nov 2026 06:20:00 GMT', '10 min'),
];

/** What a client hashes, and what it sends. */
interface HashedBody {
  readonly name: string;
  readonly hashed: string | Uint8Array;
  /** Default `BODY`. */
  readonly sent?: string;
  readonly says?: string;
}

const listHashed = (
  kind: ExplainedRequest['kind'],
  ...bodies: readonly HashedBody[]
): readonly ExplainedRequest[] =>
  bodies.map(({ name, hashed, sent = BODY, says = '' }) =>
    clientThat(kind, name, { body: sent, digest: digestOf(hashed) }, { says }),
  );

const COMPACT = '{"region":"cn","note":"café/1"}';
const sha = (name: string): string => createHash(name).update(BODY).digest('base64');

/** The body, of which something else was hashed. */
export const WRONG_BODIES: readonly ExplainedRequest[] = [
  ...listHashed('digest_of_nothing', { name: 'an empty body', hashed: '' }),
  ...listHashed(
    'digest_of_rewritten_json',
    { name: 'JSON.stringify of what has blanks', hashed: COMPACT, says: 'JSON.stringify' },
    { name: 'json.dumps of what has none', hashed: BODY, sent: COMPACT, says: 'json.dumps' },
    {
      name: 'json.dumps with escapes',
      hashed: String.raw`{"region": "cn", "note": "caf\u00e9/1"}`,
      says: 'escapes',
    },
    {
      name: 'json_encode of PHP',
      hashed: String.raw`{"region":"cn","note":"caf\u00e9\/1"}`,
      says: 'PHP',
    },
    {
      name: 'encoding/json of Go',
      hashed: String.raw`{"a":"\u003c"}`,
      sent: '{"a":"<"}',
      says: 'Go',
    },
    { name: 'names sorted', hashed: '{"note":"café/1","region":"cn"}', says: 'sorted' },
    { name: 'indented', hashed: JSON.stringify(JSON.parse(BODY), undefined, 2), says: 'two' },
    { name: 'numbers written anew', hashed: '{"a":1}', sent: '{"a":1.0}', says: 'anew' },
  ),
  ...listHashed(
    'digest_of_quoted_json',
    { name: 'encoded twice on the way', hashed: COMPACT, sent: JSON.stringify(COMPACT) },
    { name: 'encoded twice before hashing', hashed: JSON.stringify(COMPACT), sent: COMPACT },
  ),
  ...listHashed('digest_of_trimmed_body', { name: 'trimmed', hashed: BODY, sent: `${BODY}\n\n ` }),
  ...listHashed('digest_of_line_end', { name: 'a line feed more', hashed: `${BODY}\n` }),
  ...listHashed(
    'digest_of_other_line_ends',
    { name: 'LF hashed, CRLF sent', hashed: 'a\nb', sent: 'a\r\nb' },
    { name: 'CRLF hashed, LF sent', hashed: 'a\r\nb', sent: 'a\nb' },
    { name: 'none hashed', hashed: 'ab', sent: 'a\nb' },
  ),
  ...listHashed(
    'digest_of_byte_order_mark',
    { name: 'a byte order mark hashed', hashed: '\uFEFFabc', sent: 'abc' },
    { name: 'a byte order mark sent', hashed: 'abc', sent: '\uFEFFabc' },
  ),
  ...listHashed(
    'digest_of_other_charset',
    { name: 'Latin-1', hashed: Buffer.from('"café"', 'latin1'), sent: '"café"', says: 'Latin-1' },
    { name: 'UTF-16', hashed: Buffer.from('"café"', 'utf16le'), sent: '"café"', says: 'UTF-16' },
    { name: 'UTF-8 twice', hashed: '"cafÃ©"', sent: '"café"', says: 'twice' },
  ),
  ...listHashed(
    'digest_of_other_body',
    { name: 'undefined', hashed: 'undefined', sent: '', says: 'undefined' },
    { name: 'the form decoded', hashed: 'a=b c', sent: 'a=b+c', says: 'form' },
  ),
  ...listHashed('digest_of_variables', {
    name: 'a variable in the body',
    hashed: '{"region": "eu"}',
    sent: '{"region": "{{region}}"}',
  }),
  ...listHashed('digest_mismatch', { name: 'something else', hashed: '{"region": "eu"}' }),
  clientThat(
    'digest_of_unsent_file',
    'the file, of which curl -d takes line ends out',
    { body: '{"a": 1}', digest: digestOf('{\n"a": 1\n}\n') },
    {
      known: { ...ALL_KNOWN, fileOctets: Buffer.from('{\n"a": 1\n}\n') },
      says: 'curl',
    },
  ),
  clientThat(
    'digest_mismatch',
    'found although no secret is known',
    { body: 'y', digest: digestOf('x') },
    { known: { now: NOW } },
  ),
];

/** The digest, written otherwise. */
export const WRONG_DIGESTS: readonly ExplainedRequest[] = [
  clientThat('digest_label', 'sha-256=', { digest: digestOf(BODY).replace('SHA', 'sha') }),
  clientThat(
    'digest_label',
    'no label',
    { digest: digestOf(BODY).replace('SHA-256=', '') },
    {
      says: 'missing',
    },
  ),
  clientThat('digest_algorithm', 'SHA-512', { digest: `SHA-512=${sha('sha512')}` }),
  clientThat('digest_hex', 'hex', {
    digest: `SHA-256=${createHash('sha256').update(BODY).digest('hex')}`,
  }),
  clientThat('digest_base64_of_hex', 'base64 of hex', {
    digest: `SHA-256=${base64(createHash('sha256').update(BODY).digest('hex'))}`,
  }),
  clientThat('digest_encoding', 'no padding', { digest: digestOf(BODY).replace(/=$/, '') }),
];
