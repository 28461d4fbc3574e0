import { describe, expect, it } from 'vitest';
import type { ReceivedRequest, VerifyRequestOptions } from '../src/index.js';
import { type Outcome, outcomeOf } from './hmac-outcome.js';
import {
  buildOptions,
  buildRequest,
  DATE,
  dateAt,
  HOST,
  NOW,
  type RequestDraft,
  TARGET,
  writeCredential,
} from './hmac-request.js';
import { sendRaw, writeHead } from './hmac-raw-request.js';

const BODY = '{"region":"cn"}';
const LENGTH = ['Content-Length', `${BODY.length}`] as const;
const NAMES = 'host date request-line digest';
const RIGHT = buildRequest({ body: BODY, fields: [LENGTH] });

const judge = (draft: RequestDraft, options = buildOptions()): Promise<Outcome> =>
  outcomeOf(buildRequest(draft), options);

const codesOf = async (
  options: VerifyRequestOptions,
  ...requests: readonly ReceivedRequest[]
): Promise<readonly string[]> => {
  const codes: string[] = [];
  for (const request of requests) codes.push((await outcomeOf(request, options)).code ?? 'ok');
  return codes;
};

describe('A: the same octets again', () => {
  it.each(['POST', 'PATCH', 'PUT', 'DELETE'])('are refused for %s', async (method) => {
    const request = buildRequest({ method });
    expect(await codesOf(buildOptions(), request, request, request)).toEqual([
      'ok',
      'replayed',
      'replayed',
    ]);
  });

  it.each(['GET', 'HEAD'])('are refused for %s where the operator asks for it', async (method) => {
    const request = buildRequest({ method });
    const options = buildOptions({ name: 'strict', replay: 'refuse' });
    expect(await codesOf(options, request, request)).toEqual(['ok', 'replayed']);
  });
});

describe('B: the same MAC in another spelling', () => {
  const spelled = (write: NonNullable<RequestDraft['write']>): ReceivedRequest =>
    buildRequest({ body: BODY, fields: [LENGTH], write });
  const rewritten = (change: (text: string) => string): ReceivedRequest =>
    spelled((credential) => change(writeCredential(credential)));

  it.each<[string, ReceivedRequest]>([
    ['scheme in capitals', rewritten((text) => text.replace('hmac', 'HMAC'))],
    ['parameter names in capitals', rewritten((text) => text.replace('username', 'USERNAME'))],
    ['no blanks', rewritten((text) => text.replaceAll(', ', ','))],
    ['more blanks', rewritten((text) => text.replaceAll(', ', ' ,\t '))],
    [
      'another order',
      spelled(
        ({ username, algorithm, headers, signature }) =>
          `hmac signature="${signature}", headers="${headers}", algorithm="${algorithm}", username="${username}"`,
      ),
    ],
    ['Request-Line in the list', rewritten((text) => text.replace('request-line', 'Request-Line'))],
    ['an extra unsigned header', { ...RIGHT, headers: [...RIGHT.headers, ['X-More', '1']] }],
    [
      'header names in capitals',
      {
        ...RIGHT,
        headers: RIGHT.headers.map(([name, value]) => [name.toUpperCase(), value] as const),
      },
    ],
    ['headers in another order', { ...RIGHT, headers: RIGHT.headers.toReversed() }],
    [
      'blanks around values',
      { ...RIGHT, headers: RIGHT.headers.map(([name, value]) => [name, ` ${value}\t`] as const) },
    ],
  ])('is the same MAC: %s', async (_, request) => {
    expect(await codesOf(buildOptions(), request)).toEqual(['ok']);
    expect(await codesOf(buildOptions(), RIGHT, request)).toEqual(['ok', 'replayed']);
  });

  it.each<[string, (signature: string) => string]>([
    ['no padding', (signature) => signature.replace('=', '')],
    [
      'bits under the padding',
      (signature) =>
        signature.replace(/.=$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=`),
    ],
    ['more padding', (signature) => `${signature}===`],
    ['a line end', (signature) => `${signature} `],
  ])('in another base64 text is refused: %s', async (_, sign) => {
    expect(await judge({ sign })).toMatchObject({ letter: 'C', code: 'signature_encoding' });
  });
});

it('C: of eight copies at the same moment one passes', async () => {
  const options = buildOptions();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcomeOf(RIGHT, options)));
  const codes = outcomes.map(({ code = 'ok' }) => code).toSorted();
  expect(codes).toEqual(['ok', ...Array.from({ length: 7 }, () => 'replayed')]);
});

it('D: an old request with a fresh date that is not signed', async () => {
  const stale = dateAt(NOW - 3600);
  const byDate = await judge({ date: stale, fields: [['X-Date', DATE]] });
  expect(byDate).toMatchObject({ letter: 'D', code: 'date_outside_window' });
  const names = NAMES.replace('date', 'x-date');
  const byXDate = await judge({ names, fields: [['X-Date', stale]] });
  expect(byXDate).toMatchObject({ letter: 'D', code: 'date_outside_window' });
});

describe('E: a date that lies ahead', () => {
  it.each([1, 299, 300])(
    'by %i s is refused again for as long as it is in the window',
    async (ahead) => {
      let now = NOW;
      const options = buildOptions('strict', { now: () => now });
      const request = buildRequest({ date: dateAt(NOW + ahead) });
      expect(await codesOf(options, request)).toEqual(['ok']);
      for (now of [NOW + 1, NOW + 100, NOW + 300, NOW + ahead + 299, NOW + ahead + 300]) {
        expect(await codesOf(options, request), `${now - NOW} s later`).toEqual(['replayed']);
      }
      now = NOW + ahead + 301;
      expect(await codesOf(options, request)).toEqual(['date_outside_window']);
    },
  );

  it('of two that are signed is the later one', async () => {
    let now = NOW;
    const options = buildOptions('strict', { now: () => now });
    const names = 'host date x-date request-line digest';
    const request = buildRequest({ names, fields: [['X-Date', dateAt(NOW + 299)]] });
    expect(await codesOf(options, request)).toEqual(['ok']);
    now = NOW + 300;
    expect(await codesOf(options, request)).toEqual(['replayed']);
  });
});

describe('F: fewer names', () => {
  it.each(['host', 'date', 'request-line', 'digest'])('without %s', async (name) => {
    const names = NAMES.split(' ')
      .filter((each) => each !== name)
      .join(' ');
    const outcome = await judge({ names, body: BODY, fields: [LENGTH] });
    expect(outcome).toMatchObject({ letter: 'C', code: 'coverage_insufficient' });
  });

  it('dropped from a right list', async () => {
    for (const name of ['host', 'date', 'request-line', 'digest']) {
      const write = ({ headers, ...rest }: Parameters<typeof writeCredential>[0]): string =>
        writeCredential({
          ...rest,
          headers: headers
            .split(' ')
            .filter((each) => each !== name)
            .join(' '),
        });
      const outcome = await judge({ body: BODY, fields: [LENGTH], write });
      expect(outcome).toMatchObject({ code: 'coverage_insufficient' });
    }
  });
});

describe('G: a body in a signed request without one', () => {
  const NO_DIGEST = { digest: null, names: 'host date request-line' };
  const CHUNKED = 'Transfer-Encoding: chunked';
  const CHUNKS = '3\r\n{}\n\r\n0\r\n\r\n';

  it.each(['GET', 'DELETE'])('%s is refused, and the handler never runs', async (method) => {
    const drafts: readonly (readonly [RequestDraft, string])[] = [
      [{ method, ...NO_DIGEST }, 'coverage_insufficient'],
      [{ method }, 'digest_mismatch'],
    ];
    for (const [draft, code] of drafts) {
      const request = buildRequest(draft);
      const texts = [
        `${writeHead(request, 'Content-Length: 2')}{}`,
        `${writeHead(request, CHUNKED)}${CHUNKS}`,
        `${writeHead(request, 'Expect: 100-continue', 'Content-Length: 2')}{}`,
      ];
      for (const text of texts) {
        expect(await sendRaw(text)).toEqual({ status: '401', handled: [], refused: [code] });
      }
    }
  });

  it('is refused also where no header announces it', async () => {
    const request = { ...buildRequest(NO_DIGEST), body: Buffer.from(BODY) };
    expect(await codesOf(buildOptions(), request)).toEqual(['coverage_insufficient']);
  });

  it('is what was signed where it is', async () => {
    const { headers } = buildRequest({ method: 'DELETE', body: BODY, fields: [LENGTH] });
    const text = writeHead({ method: 'DELETE', target: TARGET, headers }) + BODY;
    expect(await sendRaw(text)).toMatchObject({ status: '200', handled: [`DELETE ${TARGET}`] });
  });
});

it.each<[string, Partial<ReceivedRequest>]>([
  ['method', { method: 'DELETE' }],
  ['path', { target: TARGET.replace('domains', 'other') }],
  ['query', { target: `${TARGET}x` }],
  ['query dropped', { target: TARGET.split('?')[0] ?? '' }],
  ['escapes', { target: TARGET.replace('push', '%70ush') }],
  ['dot segments', { target: TARGET.replace('/fls', '/./fls') }],
  [
    'order of the query',
    { target: TARGET.replace('?id=push.example.com', '?a=1&id=push.example.com') },
  ],
])('H: another %s', async (_, change) => {
  expect(await codesOf(buildOptions(), { ...RIGHT, ...change })).toEqual(['signature_mismatch']);
});

it('I: a real header called Request-Line', async () => {
  const fields = [['Request-Line', 'DELETE /admin HTTP/1.1']] as const;
  const line = 'request-line: DELETE /admin HTTP/1.1';
  for (const draft of [{ fields }, { fields, line }, { fields, line: 'DELETE /admin HTTP/1.1' }]) {
    expect(await judge(draft)).toMatchObject({ letter: 'C', code: 'headers_list_invalid' });
  }
});

it('J: method-override and X-Original-URL headers are handled as the signed GET', async () => {
  const request = buildRequest({ method: 'GET' });
  const more = [
    'X-HTTP-Method-Override: DELETE',
    'X-Original-URL: /admin',
    'X-Rewrite-URL: /admin',
  ];
  expect(await sendRaw(writeHead(request, ...more))).toMatchObject({
    status: '200',
    handled: [`GET ${TARGET}`],
  });
});

it.each([
  ['another host', HOST, 'evil.example'],
  ['production for staging', 'staging.agora.io', HOST],
  ['another port', `${HOST}:8080`, `${HOST}:9090`],
  ['no port', `${HOST}:8080`, HOST],
  ['other letters', HOST, HOST.toUpperCase()],
])('K: %s', async (_, signed, host) => {
  const outcome = await judge({ host, signed: { host: signed } });
  expect(outcome).toMatchObject({ letter: 'M', code: 'signature_mismatch' });
});

it.each(['Host', 'Authorization', 'Date', 'X-Date', 'Digest'])('L: a second %s', async (name) => {
  const second = [[name.toLowerCase(), 'x']] as const;
  const first = name === 'X-Date' ? ([['X-Date', DATE]] as const) : [];
  for (const fields of [
    [...second, ...first],
    [...first, ...second],
  ]) {
    const names = name === 'X-Date' ? NAMES.replace('date', 'x-date') : NAMES;
    const { letter, code } = await judge({ fields, names });
    expect([letter, code]).toEqual(['400', 'duplicate_header']);
  }
});

it.each<[string, RequestDraft, string]>([
  ['hmac-sha1', { algorithm: 'hmac-sha1', hash: 'sha1' }, 'algorithm_not_allowed'],
  ['none', { algorithm: 'none', sign: () => 'AAAA' }, 'algorithm_not_allowed'],
  ['empty', { algorithm: '' }, 'authorization_malformed'],
  ['a list', { algorithm: 'hmac-sha1 hmac-sha256' }, 'algorithm_not_allowed'],
  ['a list with a comma', { algorithm: 'hmac-sha256,none' }, 'algorithm_not_allowed'],
  ['a MAC of SHA-1 under the label of SHA-256', { hash: 'sha1' }, 'signature_encoding'],
  ['a MAC of SHA-512 under the label of SHA-256', { hash: 'sha512' }, 'signature_encoding'],
  [
    'a MAC of SHA-256 under the label of SHA-512',
    { algorithm: 'hmac-sha512' },
    'algorithm_not_allowed',
  ],
  [
    'SHA-512 cut to 32 octets',
    {
      hash: 'sha512',
      sign: (text) => Buffer.from(text, 'base64').subarray(0, 32).toString('base64'),
    },
    'signature_mismatch',
  ],
])('M: downgrade to %s', async (_, draft, code) => {
  expect(await judge(draft)).toMatchObject({ code });
});

it('M: a MAC of SHA-256 under the label of SHA-512 where both are taken', async () => {
  const outcome = await judge({ algorithm: 'hmac-sha512' }, buildOptions('agora'));
  expect(outcome).toMatchObject({ letter: 'C', code: 'signature_encoding' });
});

it.each(['x-tag', 'digest', 'content-type', 'constructor', '__proto__'])(
  'N: %s is listed and not sent',
  async (name) => {
    const names = name === 'digest' ? NAMES : `${NAMES} ${name}`;
    expect(await judge({ names, digest: null, signed: { digest: '' } })).toMatchObject({
      letter: 'C',
      code: 'signed_header_missing',
    });
  },
);
