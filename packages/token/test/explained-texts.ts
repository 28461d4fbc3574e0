import { deflateSync } from 'node:zlib';
import { CUSTOMER_SECRET, issue, JOINED, TOKEN, type ExplainedToken } from './explained-token.js';
import { APP_ID, CERTIFICATE, forgeContent, forgeToken, u16, u32 } from './forge-token.js';

/** A token whose base64 has all that the URL alphabet and forms change: found by trying salts. */
function issueWith(pattern: RegExp): string {
  for (let salt = 1; salt < 100_000; salt += 1) {
    const token = issue({ salt });
    if (pattern.test(token)) return token;
  }
  throw new Error(`no token looks like ${pattern}`);
}

const WITH_PLUS = issueWith(/^[^+]*\+[^+]*\+.*\/.*=$/);
const NODE_BUFFER_CUT = TOKEN.slice(0, 64);

/** Texts that are no token, or that cannot be repaired. */
export const UNREADABLE_TEXTS: readonly ExplainedToken[] = [
  { name: 'an empty token', kind: 'empty_token', token: '' },
  { name: 'spaces alone', kind: 'empty_token', token: ' \n' },
  { name: 'undefined', kind: 'placeholder_text', token: 'undefined' },
  { name: 'an object', kind: 'placeholder_text', token: '[object Object]' },
  { name: 'the App ID', kind: 'app_id_as_token', token: APP_ID },
  { name: 'the certificate', kind: 'certificate_as_token', token: CERTIFICATE },
  {
    name: 'the certificate in small letters',
    kind: 'certificate_as_token',
    token: CERTIFICATE.toLowerCase(),
  },
  { name: 'the customer secret', kind: 'customer_secret_as_token', token: CUSTOMER_SECRET },
  {
    name: 'an unknown certificate',
    kind: 'hex_as_token',
    token: '0123456789abcdef0123456789abcdef',
  },
  {
    name: 'version 006',
    kind: 'older_version',
    token: `006${APP_ID}IABPrcuQh3AL4Wiw++qma8sX5Zos`,
    says: '006',
  },
  { name: 'version 005', kind: 'older_version', token: `005${'AQAoAEQ1'.repeat(8)}`, says: '005' },
  {
    name: 'version 004',
    kind: 'older_version',
    token: `004${'a'.repeat(40)}${APP_ID}1446455472000000011446455471`,
    says: '004',
  },
  {
    name: 'version 003',
    kind: 'older_version',
    token: `003${'a'.repeat(40)}${APP_ID}14464554720000000128823412731446455471`,
    says: '003',
  },
  {
    name: 'an old Signaling token',
    kind: 'older_version',
    token: `1:${APP_ID}:1446455471:${'a'.repeat(32)}`,
    says: 'Signaling',
  },
  {
    name: 'a dynamic key',
    kind: 'older_version',
    token: `${'a'.repeat(40)}${APP_ID}144645547200000001`,
    says: 'dynamic key',
  },
  {
    name: 'a JSON Web Token',
    kind: 'json_web_token',
    token: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl',
  },
  { name: 'a token cut short', kind: 'truncated', token: TOKEN.slice(0, -21) },
  { name: 'a token in a column of 64', kind: 'truncated', token: NODE_BUFFER_CUT },
  { name: 'a token shortened by a display', kind: 'truncated', token: `${TOKEN.slice(0, 20)}…` },
  { name: 'the version alone', kind: 'truncated', token: '007' },
  { name: 'a cut token in quotes', kind: 'truncated', token: `"${TOKEN.slice(0, 90)}"` },
  { name: 'small letters', kind: 'letter_case_lost', token: TOKEN.toLowerCase() },
  {
    name: 'bytes after the last service',
    kind: 'trailing_bytes',
    token: forgeToken({ trailer: u16(7) }),
  },
  {
    name: 'bytes after the compressed content',
    kind: 'trailing_bytes',
    token: `007${Buffer.concat([deflateSync(forgeContent({})), u32(1)]).toString('base64')}`,
  },
  {
    name: 'a changed letter',
    kind: 'unreadable',
    token: `${TOKEN.slice(0, 60)}${TOKEN[60] === 'A' ? 'B' : 'A'}${TOKEN.slice(61)}`,
  },
  { name: 'any text', kind: 'unreadable', token: 'hello, world' },
];

/** Damaged tokens that can be repaired. */
export const REPAIRED_TEXTS: readonly ExplainedToken[] = [
  {
    name: 'the answer of a token server',
    kind: 'json_answer',
    token: JSON.stringify({ code: 0, data: { rtcToken: TOKEN } }),
  },
  {
    name: 'a URL',
    kind: 'url_pasted',
    token: `https://example.com/join?channel=stage-1&token=${encodeURIComponent(WITH_PLUS)}&uid=7`,
  },
  { name: 'percent-encoding', kind: 'url_encoded', token: encodeURIComponent(WITH_PLUS) },
  {
    name: 'percent-encoding, twice',
    kind: 'url_encoded',
    token: encodeURIComponent(encodeURIComponent(WITH_PLUS)),
  },
  { name: 'a query read as a form', kind: 'space_for_plus', token: WITH_PLUS.replaceAll('+', ' ') },
  { name: 'line breaks inside', kind: 'spaces_inside', token: TOKEN.replace(/.{40}/g, '$&\r\n') },
  { name: 'spaces inside', kind: 'spaces_inside', token: TOKEN.replace(/.{50}/g, '$& ') },
  {
    name: 'a zero-width space inside',
    kind: 'spaces_inside',
    token: `${TOKEN.slice(0, 30)}\u200b${TOKEN.slice(30)}`,
  },
  { name: 'a line break at the end', kind: 'surrounding_spaces', token: `${TOKEN}\n` },
  { name: 'quotes', kind: 'quoted', token: `"${TOKEN}"` },
  { name: 'curly quotes', kind: 'quoted', token: `“${TOKEN}”` },
  { name: 'Bearer', kind: 'header_prefix', token: `Bearer ${TOKEN}` },
  { name: 'agora token=', kind: 'header_prefix', token: `agora token=${TOKEN}` },
  { name: 'a whole header', kind: 'header_prefix', token: `Authorization: agora token="${TOKEN}"` },
  {
    name: 'a JSON text not read back',
    kind: 'escaped',
    token: WITH_PLUS.replaceAll('/', String.raw`\/`),
  },
  {
    name: 'a JSON text of .NET',
    kind: 'escaped',
    token: WITH_PLUS.replaceAll('+', String.raw`\u002B`),
  },
  {
    name: 'the URL alphabet',
    kind: 'url_alphabet',
    token: WITH_PLUS.replaceAll('+', '-').replaceAll('/', '_'),
  },
  { name: 'lost padding', kind: 'padding_lost', token: WITH_PLUS.replace(/=+$/, '') },
  { name: 'a lost version', kind: 'version_missing', token: TOKEN.slice(3) },
  { name: 'a log line around it', kind: 'text_around', token: `got rtc ${TOKEN} for 7` },
].map((row) => ({ ...row, known: JOINED }) as ExplainedToken);
