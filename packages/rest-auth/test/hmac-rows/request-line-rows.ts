import type { RequestHead } from '../../src/index.js';
import { HOST, TARGET } from '../hmac-request.js';
import { type Row, row, withProfile } from './row.js';

const USUAL_LIST = 'host date request-line digest';

const onVersion = (
  httpVersion: RequestHead['httpVersion'],
  version: string,
): Parameters<typeof row>[2] => ({
  httpVersion,
  line: `POST ${TARGET} ${version}`,
});
const MISMATCH = 'M signature_mismatch';

const VERSIONS: readonly Row[] = [
  row('K48', 'HTTP/1.0, signed so', onVersion('1.0', 'HTTP/1.0'), 'ok'),
  row('K48', 'HTTP/1.0, signed as HTTP/1.1', onVersion('1.0', 'HTTP/1.1'), {
    strict: MISMATCH,
    agora: 'ok',
  }),
  ...['HTTP/1.0', 'HTTP/2.0', 'http/1.1', 'HTTP/1'].map((version) =>
    row('K48', `HTTP/1.1, signed as ${version}`, onVersion('1.1', version), MISMATCH),
  ),
  ...['HTTP/1.1', 'HTTP/2.0'].map((version) =>
    row('K48', `HTTP/2, signed as ${version}`, onVersion('2', version), 'ok'),
  ),
  ...['HTTP/1.0', 'HTTP/2', 'HTTP/3.0'].map((version) =>
    row('K48', `HTTP/2, signed as ${version}`, onVersion('2', version), MISMATCH),
  ),
  ...['HTTP/1.1', 'HTTP/3.0'].map((version) =>
    row('K48', `HTTP/3, signed as ${version}`, onVersion('3', version), 'ok'),
  ),
  ...['HTTP/1.0', 'HTTP/3'].map((version) =>
    row('K48', `HTTP/3, signed as ${version}`, onVersion('3', version), MISMATCH),
  ),
  withProfile(
    { requestLineVersions: ['HTTP/2.0'] },
    row(
      'K48',
      'behind a proxy of HTTP/2 clients, signed as HTTP/2.0',
      onVersion('1.1', 'HTTP/2.0'),
      'ok',
    ),
  ),
  withProfile(
    { requestLineVersions: ['HTTP/2.0'] },
    row(
      'K48',
      'behind a proxy of HTTP/2 clients, signed as HTTP/1.0',
      onVersion('1.1', 'HTTP/1.0'),
      MISMATCH,
    ),
  ),
  row(
    'K49',
    '@request-target in place of request-line',
    { names: 'host date @request-target digest', signed: { '@request-target': `post ${TARGET}` } },
    { strict: 'C headers_list_invalid', agora: 'ok' },
  ),
  row(
    'K49',
    '@request-target beside request-line',
    { names: `${USUAL_LIST} @request-target`, signed: { '@request-target': `post ${TARGET}` } },
    { strict: 'C headers_list_invalid', agora: 'ok' },
  ),
  row(
    'K49',
    '@request-target of another path',
    { names: 'host date @request-target digest', signed: { '@request-target': 'post /' } },
    { strict: 'C headers_list_invalid', agora: MISMATCH },
  ),
  row(
    'K49',
    '@request-target with the method in capitals',
    { names: 'host date @request-target digest', signed: { '@request-target': `POST ${TARGET}` } },
    { strict: 'C headers_list_invalid', agora: MISMATCH },
  ),
  row(
    'K49',
    'another pseudo name',
    { names: `${USUAL_LIST} @method`, signed: { '@method': 'POST' } },
    'C headers_list_invalid',
  ),
];

const signedLine = (input: string, line: string): Row => row('K55', input, { line }, MISMATCH);

const REQUEST_LINES: readonly Row[] = [
  signedLine('query unsigned', `POST ${TARGET.split('?')[0]} HTTP/1.1`),
  signedLine('query added', `POST ${TARGET}&a=1 HTTP/1.1`),
  signedLine('path changed', `POST ${TARGET.replace('fls', 'fl5')} HTTP/1.1`),
  signedLine('method changed', `GET ${TARGET} HTTP/1.1`),
  signedLine('method in lower case', `post ${TARGET} HTTP/1.1`),
  signedLine('absolute URL', `POST https://${HOST}${TARGET} HTTP/1.1`),
  row(
    'K55',
    'query reordered',
    { target: '/a?x=1&y=2', line: 'POST /a?y=2&x=1 HTTP/1.1' },
    MISMATCH,
  ),
  row(
    'K55',
    'escapes in other letters',
    { target: '/a%2fb', line: 'POST /a%2Fb HTTP/1.1' },
    MISMATCH,
  ),
  row('K55', 'escapes decoded', { target: '/a%2fb', line: 'POST /a/b HTTP/1.1' }, MISMATCH),
  row('K55', 'question mark dropped', { target: '/a?', line: 'POST /a HTTP/1.1' }, MISMATCH),
  ...[
    '/a%2fb%2Fc',
    '/a?',
    '/?',
    '/a?b+c=%20',
    '/a?b=1&b=1&a=2',
    '/a/../b/./c',
    '//a',
    '/a;b=c',
    '/a%zz',
    '/\u00e9',
    '/%00',
  ].map((target) => row('K56', target, { target }, 'ok')),
  row(
    'K57',
    'method-override headers',
    {
      method: 'GET',
      fields: [
        ['X-HTTP-Method-Override', 'DELETE'],
        ['X-Method-Override', 'DELETE'],
        ['X-Original-URL', '/admin'],
        ['X-Rewrite-URL', '/admin'],
      ],
    },
    'ok',
  ),
  row(
    'K57',
    'method-override headers signed as the request line',
    {
      method: 'GET',
      fields: [
        ['X-HTTP-Method-Override', 'DELETE'],
        ['X-Original-URL', '/admin'],
      ],
      line: 'DELETE /admin HTTP/1.1',
    },
    MISMATCH,
  ),
  ...[`http://${HOST}/a`, 'a', '*', '', '/a b', '/a#b', '/\n', '/\u0100'].map((target) =>
    row('K58', `target ${JSON.stringify(target)}`, { target }, '400 target_form'),
  ),
  ...['post', 'Post', 'GE T', '', 'GET\n'].map((method) =>
    row('K58', `method ${JSON.stringify(method)}`, { method }, '400 target_form'),
  ),
];

/** K48, K49 and K55 to K58. */
export const REQUEST_LINE_ROWS: readonly Row[] = [...VERSIONS, ...REQUEST_LINES];
