import type { HeaderPairs } from '../../src/index.js';
import { DATE, HOST, TARGET, writeCredential } from '../hmac-request.js';
import { permute, type Row, row, withProfile } from './row.js';

const USUAL = ['host', 'date', 'request-line', 'digest'] as const;
const USUAL_LIST = USUAL.join(' ');
const LENGTH_2 = ['Content-Length', '2'] as const;

const HOSTS: readonly Row[] = [
  row('K34', 'a port, signed without it', { host: `${HOST}:8443`, signed: { host: HOST } }, 'ok'),
  row('K34', 'a port, signed with it', { host: `${HOST}:8443` }, 'ok'),
  row(
    'K34',
    'IPv6 with a port, signed without it',
    { host: '[::1]:8443', signed: { host: '[::1]' } },
    'ok',
  ),
  row(
    'K34',
    'a port, signed with another one',
    { host: `${HOST}:8443`, signed: { host: `${HOST}:8080` } },
    'M signature_mismatch',
  ),
  row(
    'K35',
    'no port, signed with one',
    { signed: { host: `${HOST}:443` } },
    'M signature_mismatch',
  ),
  row(
    'K36',
    'X-Forwarded-Host signed as host',
    { host: 'inner', fields: [['X-Forwarded-Host', HOST]], signed: { host: HOST } },
    'M signature_mismatch',
  ),
  row('K37', 'any host where none is set', { host: 'elsewhere.example' }, 'ok'),
  ...[
    [HOST, 'ok'],
    [HOST.toUpperCase(), 'ok'],
    [`${HOST}:8443`, 'M authority_not_served'],
    ['staging.agora.io', 'M authority_not_served'],
    [`${HOST}.evil.example`, 'M authority_not_served'],
  ].map(([host = '', expected]) =>
    withProfile(
      { allowedAuthorities: [HOST] },
      row('K37', `host ${host} where ${HOST} is served`, { host }, expected as 'ok'),
    ),
  ),
  withProfile(
    { allowedAuthorities: [HOST] },
    row(
      'K37',
      'a port that was not signed',
      { host: `${HOST}:8443`, signed: { host: HOST } },
      'ok',
    ),
  ),
  row('K38', 'no Host', { host: null }, '400 host_missing'),
  row('K38', 'an empty Host', { host: '' }, '400 host_missing'),
  row('K38', 'Host twice', { fields: [['host', HOST]] }, '400 duplicate_header'),
  row('K38', 'two Hosts', { fields: [['HOST', 'evil.example']] }, '400 duplicate_header'),
];

const without = (name: string): string => USUAL.filter((each) => each !== name).join(' ');

const COVERAGE: readonly Row[] = [
  row('K39', 'required names in other letters', { names: 'HOST Date REQUEST-line Digest' }, 'ok'),
  row(
    'K39',
    'no name but the required ones',
    { fields: [['Content-Type', 'application/json']] },
    'ok',
  ),
  ...['host', 'date', 'request-line'].map((name) =>
    row('K40', `${name} not signed`, { names: without(name) }, 'C coverage_insufficient'),
  ),
  row('K40', 'one date alone', { names: 'date' }, 'C coverage_insufficient'),
  row(
    'K41',
    'a body of known length, digest not signed',
    { body: '{}', names: without('digest'), fields: [LENGTH_2] },
    'C coverage_insufficient',
  ),
  row(
    'K41',
    'a body in chunks, digest not signed',
    { body: '{}', names: without('digest'), fields: [['Transfer-Encoding', 'chunked']] },
    'C coverage_insufficient',
  ),
  row(
    'K41',
    'a body of one octet that no field announces, digest not signed',
    { body: 'x', names: without('digest') },
    'C coverage_insufficient',
  ),
  row(
    'K41',
    'a body that no field announces, digest not signed',
    { body: '{}', names: without('digest') },
    'C coverage_insufficient',
  ),
  row(
    'K42',
    'no body, digest neither sent nor signed',
    { digest: null, names: without('digest') },
    'ok',
  ),
  row(
    'K42',
    'a body of 0 octets, digest neither sent nor signed',
    { digest: null, names: without('digest'), fields: [['Content-Length', '0']] },
    'ok',
  ),
  ...permute(USUAL).map((order) => row('K43', order.join(' '), { names: order.join(' ') }, 'ok')),
  row(
    'K44',
    'capitals in the list and in the string',
    { names: 'Host DATE Request-Line DIGEST' },
    'ok',
  ),
  row(
    'K44',
    'capitals in the list alone',
    { write: (parts) => writeCredential({ ...parts, headers: 'Host Date request-line Digest' }) },
    'M signature_mismatch',
  ),
];

const NAMES_33 = Array.from({ length: 29 }, (_, i) => `x-${i}`);
const listed = (
  names: string,
  fields: HeaderPairs = [],
): { names: string; fields: HeaderPairs } => ({ names, fields });

const LISTED: readonly Row[] = [
  row(
    'K45',
    'a listed header was not sent, its line ends in a space',
    listed(`${USUAL_LIST} x-tag`),
    'C signed_header_missing',
  ),
  row('K45', 'digest is listed and was not sent', { digest: null }, 'C signed_header_missing'),
  row('K46', 'a listed header is empty', listed(`${USUAL_LIST} x-tag`, [['X-Tag', '']]), 'ok'),
  row('K46', 'a listed header is blank', listed(`${USUAL_LIST} x-tag`, [['X-Tag', ' \t']]), 'ok'),
  row(
    'K47',
    'a real Request-Line header in place of the request line',
    { fields: [['Request-Line', 'GET / HTTP/1.1']], line: 'request-line: GET / HTTP/1.1' },
    'C headers_list_invalid',
  ),
  row(
    'K47',
    'a real Request-Line header beside the request line',
    { fields: [['request-line', `POST ${TARGET} HTTP/1.1`]] },
    'C headers_list_invalid',
  ),
  row('K50', 'a name twice', listed(`${USUAL_LIST} host`), 'C headers_list_invalid'),
  row(
    'K50',
    'a name twice, in other letters',
    listed(`${USUAL_LIST} Host`),
    'C headers_list_invalid',
  ),
  row('K50', 'two spaces', listed('host  date request-line digest'), 'C headers_list_invalid'),
  row('K50', 'a space in front', listed(` ${USUAL_LIST}`), 'C headers_list_invalid'),
  row('K50', 'commas', listed('host, date, request-line, digest'), 'C headers_list_invalid'),
  row('K50', 'tabs', listed(USUAL.join('\t')), 'C headers_list_invalid'),
  row(
    'K50',
    '33 names',
    listed(
      `${USUAL_LIST} ${NAMES_33.join(' ')}`,
      NAMES_33.map((name) => [name, 'x'] as const),
    ),
    'C headers_list_invalid',
  ),
  row(
    'K50',
    '32 names',
    listed(
      `${USUAL_LIST} ${NAMES_33.slice(1).join(' ')}`,
      NAMES_33.map((name) => [name, 'x'] as const),
    ),
    'ok',
  ),
  row(
    'K50',
    'authorization itself',
    listed(`${USUAL_LIST} authorization`),
    'C headers_list_invalid',
  ),
  row(
    'K50',
    'authorization itself, in capitals',
    listed(`${USUAL_LIST} AUTHORIZATION`),
    'C headers_list_invalid',
  ),
  row(
    'K51',
    'a listed header twice',
    listed(`${USUAL_LIST} x-tag`, [
      ['X-Tag', 'a'],
      ['x-tag', 'b'],
    ]),
    'C signed_header_repeated',
  ),
  ...['Date', 'X-Date', 'Digest'].map((name) =>
    row(
      'K52',
      `${name} twice`,
      {
        fields: [
          [name, DATE],
          [name.toLowerCase(), DATE],
        ],
      },
      '400 duplicate_header',
    ),
  ),
  row(
    'K53',
    'X_Date in place of a signed x-date',
    { ...listed('host x-date request-line digest', [['X_Date', DATE]]), date: null },
    'D date_missing',
  ),
  row(
    'K53',
    'x_date in place of a date',
    listed('host x_date request-line digest', [['X_Date', DATE]]),
    'C coverage_insufficient',
  ),
  row(
    'K53',
    'X_Date stale and signed too',
    listed(`${USUAL_LIST} x_date`, [['X_Date', 'long ago']]),
    'ok',
  ),
  row('K54', 'outer blanks are no part of a value', { date: `  ${DATE}\t` }, 'ok'),
  row('K54', 'inner blanks are', listed(`${USUAL_LIST} x-tag`, [['X-Tag', 'a  b \t c']]), 'ok'),
  row(
    'K54',
    'inner blanks, signed as one',
    { ...listed(`${USUAL_LIST} x-tag`, [['X-Tag', 'a  b']]), signed: { 'x-tag': 'a b' } },
    'M signature_mismatch',
  ),
  row(
    'K54',
    'octets above 0x7F',
    listed(`${USUAL_LIST} x-tag`, [['X-Tag', '\u00c3\u00a9 \u00ff\u00a0']]),
    'ok',
  ),
  row(
    'K54',
    'octets above 0x7F, signed as others',
    {
      ...listed(`${USUAL_LIST} x-tag`, [['X-Tag', '\u00c3\u00a9']]),
      signed: { 'x-tag': '\u00e9' },
    },
    'M signature_mismatch',
  ),
];

/** K34 to K47 and K50 to K54, but for what only a server shows. */
export const COVERED_ROWS: readonly Row[] = [...HOSTS, ...COVERAGE, ...LISTED];
