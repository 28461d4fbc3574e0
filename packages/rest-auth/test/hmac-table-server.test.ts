import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HmacServer } from './hmac-server.js';
import { buildOptions, buildRequest, HOST, type RequestDraft, TARGET } from './hmac-request.js';
import { exchange } from './raw-connection.js';

// What of the table shows only where a real parser of HTTP reads octets: Node's, on a socket, with our verifier behind it.

const PROFILES = ['strict', 'agora'] as const;

let server: HmacServer;
afterEach(() => server.stop());

/** A signed request as octets. `Connection: close` ends the exchange. */
function write(draft: RequestDraft, change: (head: string) => string = (head) => head): string {
  const { method, target, headers, body } = buildRequest({
    ...draft,
    fields: [['Connection', 'close'], ...(draft.fields ?? [])],
  });
  const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = change(`${method} ${target} HTTP/1.1\r\n${fields}`);
  return `${head}\r\n${Buffer.from(body as Uint8Array).toString('latin1')}`;
}

const statusOf = (response: string): string =>
  /^HTTP\/1\.1 (\d{3})/.exec(response)?.[1] ?? 'closed';

const BODY = '{"region":"cn"}';
const LENGTH = ['Content-Length', `${BODY.length}`] as const;

/** Puts a line behind the request line. */
const withLine =
  (line: string) =>
  (head: string): string =>
    head.replace('\r\n', `\r\n${line}\r\n`);

const RIGHT: readonly (readonly [string, string])[] = [
  ['no body', write({})],
  ['a body of known length', write({ body: BODY, fields: [LENGTH] })],
  [
    'a body in chunks',
    write({ body: BODY, fields: [['Transfer-Encoding', 'chunked']] }).replace(
      BODY,
      `5\r\n${BODY.slice(0, 5)}\r\na\r\n${BODY.slice(5)}\r\n0\r\n\r\n`,
    ),
  ],
];

/** Of each, who refuses it: our verifier with a code, or the parser before it. */
const WRONG: readonly (readonly [string, string, string, string])[] = [
  [
    'K07',
    'Authorization twice',
    write({ fields: [['Authorization', 'hmac a']] }),
    'duplicate_header',
  ],
  ['K38', 'no Host', write({ host: null }), 'parser'],
  ['K38', 'Host twice', write({ fields: [['Host', HOST]] }), 'duplicate_header'],
  ['K38', 'an empty Host', write({ host: '' }), 'host_missing'],
  ['K52', 'Date twice', write({ fields: [['Date', 'x']] }), 'duplicate_header'],
  ['K58', 'absolute-form', write({ target: `http://${HOST}${TARGET}` }), 'target_form'],
  ['K58', 'a method in lower case', write({ method: 'post' }), 'parser'],
  [
    'K72',
    'Content-Length with Transfer-Encoding',
    write({ body: BODY, fields: [LENGTH, ['Transfer-Encoding', 'chunked']] }),
    'parser',
  ],
  [
    'K72',
    'Transfer-Encoding with Content-Length',
    write({ body: BODY, fields: [['Transfer-Encoding', 'chunked'], LENGTH] }),
    'parser',
  ],
  [
    'K72',
    'differing lengths',
    write({ body: BODY, fields: [LENGTH, ['Content-Length', '1']] }),
    'parser',
  ],
  [
    'K72',
    'a list of lengths',
    write({ body: BODY, fields: [['Content-Length', `${BODY.length}, ${BODY.length}`]] }),
    'parser',
  ],
  [
    'K72',
    'a bad chunk',
    write({ body: BODY, fields: [['Transfer-Encoding', 'chunked']] }),
    'parser',
  ],
  ['K72', 'NUL in a value', write({}, withLine('X-Tag: a\0b')), 'parser'],
  ['K72', 'a bare CR in a value', write({}, withLine('X-Tag: a\rb')), 'parser'],
  ['K72', 'a bare LF in a value', write({}, withLine('X-Tag: a\nb')), 'parser'],
  ['K72', 'a folded line', write({}, withLine('X-Tag: a\r\n b')), 'parser'],
  ['K72', 'no colon', write({}, withLine('X-Tag')), 'parser'],
  ['K72', 'a space before the colon', write({}, withLine('X-Tag : a')), 'parser'],
  [
    'K72',
    'a space before a name',
    write({}, (head) => head.replace('\r\n', '\r\n X-Tag: a\r\n')),
    'parser',
  ],
];

describe.each(PROFILES)('what shows behind a real parser, %s', (profile) => {
  beforeEach(async () => {
    server = await HmacServer.start(buildOptions(profile));
  });

  it.each(RIGHT)(
    'accepts %s, so that the refusals below are for what is wrong',
    async (_, text) => {
      expect(statusOf(await exchange(server.port, text))).toBe('200');
      expect(server.handled).toHaveLength(1);
    },
  );

  it.each(WRONG)('%s: 400 to %s', async (_id, _input, text, refusedBy) => {
    expect(statusOf(await exchange(server.port, text))).toBe('400');
    expect(server.handled).toEqual([]);
    expect(server.refused).toEqual(refusedBy === 'parser' ? [] : [refusedBy]);
  });
});
