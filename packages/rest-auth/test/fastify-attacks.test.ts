import * as fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { GuardedServer, type GuardedServerOptions, readAnswer } from './fastify-server.js';
import { RawConnection } from './raw-connection.js';
import {
  CHUNKED,
  CUSTOMER,
  hmacOptions,
  JSON_TYPE,
  lengthOf,
  signBasicHeaders,
  writeRequest,
} from './sample-customer.js';
import { basic, hmac, type HeaderPairs } from '../src/index.js';

const open: FastifyInstance[] = [];

afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

async function start(options: GuardedServerOptions = {}): Promise<GuardedServer> {
  const server = await GuardedServer.start(options);
  open.push(server.app);
  return server;
}

const LINE = 'PATCH /guarded/a';
const BODY = '{"resumeTime": "2023-11-29T19:00:00+08:00"}';

describe('the body', () => {
  it.each([
    ['altered', 'x'.repeat(BODY.length)],
    ['altered to what JSON.parse would take for a prototype', '{"__proto__":{"a":1}}'],
    ['cut', BODY.slice(1)],
    ['longer by a line end', `${BODY}\n`],
    ['gone', ''],
  ])('is refused before it is parsed: %s', async (_name, body) => {
    const server = await start();
    const headers = [...(await server.sign('PATCH', BODY)), ...JSON_TYPE, ...lengthOf(body)];
    expect(readAnswer(await server.send(LINE, headers, body))).toEqual({
      status: 401,
      code: 'digest_mismatch',
      body: '{"message":"HMAC signature does not match"}',
    });
    expect(server.seen).toEqual([]);
    expect(server.refused).toEqual(['digest_mismatch']);
  });

  it.each([
    ['malformed', '{'],
    ['with a prototype', '{"__proto__":{"a":1}}'],
    ['with a constructor', '{"constructor":{"prototype":{"a":1}}}'],
  ])('is judged by Fastify once it is proven: %s', async (_name, body) => {
    const server = await start();
    const headers = [...(await server.sign('PATCH', body)), ...JSON_TYPE, ...lengthOf(body)];
    const answer = readAnswer(await server.send(LINE, headers, body));
    expect(answer).toMatchObject({ status: 400, code: undefined });
    expect(answer.body).toContain('FST_ERR_CTP_INVALID_JSON_BODY');
    expect(server.seen).toEqual([]);
    expect(server.refused).toEqual([]);
  });

  it('may have a prototype where the app says so', async () => {
    const server = await start({ server: { onProtoPoisoning: 'remove' } });
    const body = '{"__proto__":{"a":1},"b":2}';
    const headers = [...(await server.sign('PATCH', body)), ...JSON_TYPE, ...lengthOf(body)];
    expect(readAnswer(await server.send(LINE, headers, body)).status).toBe(200);
    expect(server.seen).toEqual([{ customerId: CUSTOMER.customerId, body: { b: 2 } }]);
  });

  it('is not waited for where the sender goes away', async () => {
    let report: (code: string) => void = () => undefined;
    const reported = new Promise<string>((resolve) => {
      report = resolve;
    });
    const server = await start({ onRefused: ({ code }) => report(code) });
    const headers = [...(await server.sign('PATCH', BODY)), ...JSON_TYPE, ...lengthOf(BODY)];
    const connection = await RawConnection.open(server.port);
    const isReading = new Promise<void>((resolve) => {
      server.app.server.once('request', (request) => request.once('data', () => resolve()));
    });
    connection.send(writeRequest(LINE, headers, BODY.slice(1)));
    await isReading;
    connection.reset();
    expect(await reported).toBe('message_malformed');
    expect(server.seen).toEqual([]);
  });
});

/** Every way to bring a body to a request that was signed without one: attack G of the specification. */
const SMUGGLED: readonly (readonly [
  name: string,
  headers: HeaderPairs,
  body: string | string[],
])[] = [
  ['by its length', lengthOf('{}'), '{}'],
  ['in chunks', CHUNKED, ['{}']],
  ['after 100 Continue', [...lengthOf('{}'), ['Expect', '100-continue']], '{}'],
  ['in chunks after 100 Continue', [...CHUNKED, ['Expect', '100-continue']], ['{}']],
];

describe.each(['GET', 'HEAD', 'DELETE', 'POST', 'OPTIONS'])(
  'a %s that was signed without a body',
  (method) => {
    it.each(SMUGGLED)('takes none %s', async (_name, framing, body) => {
      const server = await start();
      const signed = await server.sign(method);
      for (const type of [[], JSON_TYPE]) {
        const answer = readAnswer(
          await server.send(`${method} /guarded/a`, [...signed, ...type, ...framing], body),
        );
        expect(answer).toMatchObject({ status: 401, code: 'digest_mismatch' });
      }
      expect(server.seen).toEqual([]);
    });

    it.each(SMUGGLED)(
      'takes none %s where the digest is not signed',
      async (_name, framing, body) => {
        const server = await start();
        const signed = await server.sign(method);
        const uncovered = signed.map(
          ([name, value]) => [name, value.replace('request-line digest', 'request-line')] as const,
        );
        const answer = readAnswer(
          await server.send(`${method} /guarded/a`, [...uncovered, ...framing], body),
        );
        expect(answer).toMatchObject({ status: 401, code: 'coverage_insufficient' });
        expect(server.seen).toEqual([]);
      },
    );
  },
);

describe('a stranger', () => {
  it('gets the answer as it is written, with every challenge in a line of its own', async () => {
    const server = await start({
      verify: hmacOptions({ schemes: [hmac({ realm: 'a' }), basic({ realm: 'b' })] }),
    });
    const response = await server.send('GET /guarded/a', [['Host', server.authority]]);
    const [head = '', body] = response.split('\r\n\r\n');
    expect(body).toBe('{"message":"Unauthorized"}');
    expect(head.split('\r\n').filter((line) => !/^(date|connection):/i.test(line))).toEqual([
      'HTTP/1.1 401 Unauthorized',
      'content-type: application/json; charset=utf-8',
      'x-stagedoor-error: credentials_missing',
      'www-authenticate: hmac realm="a"',
      'www-authenticate: Basic realm="b", charset="UTF-8"',
      'content-length: 26',
    ]);
  });

  it('gets the form of the other route family', async () => {
    const server = await start({ verify: hmacOptions({ family: 'conversational-ai' }) });
    const answer = readAnswer(await server.send('GET /guarded/a', [['Host', server.authority]]));
    expect(JSON.parse(answer.body)).toEqual({
      message: 'Unauthorized',
      detail: 'Unauthorized',
      reason: 'Unauthorized',
    });
  });

  it.each([
    ['a length', [['Content-Length', '1000000']]],
    ['chunks', CHUNKED],
    [
      'a length, waiting for 100 Continue',
      [
        ['Content-Length', '1000000'],
        ['Expect', '100-continue'],
      ],
    ],
    ['chunks, waiting for 100 Continue', [...CHUNKED, ['Expect', '100-continue']]],
  ] as const)('is answered before any of its body is read: %s', async (_name, framing) => {
    const isRead: boolean[] = [];
    const server = await start({
      onRefused: (_error, { raw }) => void isRead.push(raw.readableDidRead),
    });
    const credential = { ...CUSTOMER, customerSecret: 'wrong' };
    const signed = await server.sign('POST', '{}', { credential });
    const connection = await RawConnection.open(server.port);
    connection.send(writeRequest('POST /guarded/a', [...signed, ...JSON_TYPE, ...framing]));
    // Not an octet of the body is ever sent.
    const response = await connection.until(/HTTP\/1\.1 401[^]*\}$/);
    expect(readAnswer(response)).toEqual({
      status: 401,
      code: 'signature_mismatch',
      body: '{"message":"HMAC signature does not match"}',
    });
    expect(isRead).toEqual([false]);
    expect(server.seen).toEqual([]);
    connection.close();
  });
});

describe('a body over the limit', () => {
  const LARGE = `"${'x'.repeat(5000)}"`;
  const limits: readonly (readonly [name: string, options: GuardedServerOptions])[] = [
    ['the profile', { verify: hmacOptions({ profile: { name: 'strict', maxBodyBytes: 5001 } }) }],
    ['the server', { server: { bodyLimit: 5001 } }],
    ['the route', { routeBodyLimit: 5001 }],
  ];

  describe.each(limits)('of %s', (_name, options) => {
    it.each([
      ['by its length', lengthOf(LARGE), LARGE],
      ['in chunks', CHUNKED, [LARGE.slice(0, 2500), LARGE.slice(2500)]],
    ] as const)('is answered with 413: %s', async (_framing, framing, body) => {
      const server = await start(options);
      const signed = await server.sign('POST', LARGE);
      const response = await server.send(
        'POST /guarded/a',
        [...signed, ...JSON_TYPE, ...framing],
        body,
      );
      expect(readAnswer(response)).toEqual({
        status: 413,
        code: 'body_too_large',
        body: '{"message":"Request size limit exceeded"}',
      });
      expect(server.seen).toEqual([]);
    });

    it('is fine one octet earlier', async () => {
      const server = await start(options);
      const body = `"${'x'.repeat(4999)}"`;
      const signed = await server.sign('POST', body);
      const headers = [...signed, ...JSON_TYPE, ...lengthOf(body)];
      expect(readAnswer(await server.send('POST /guarded/a', headers, body)).status).toBe(200);
    });
  });

  it('is answered as soon as it is over, and the connection is closed', async () => {
    const server = await start({ server: { bodyLimit: 1000 } });
    const signed = await server.sign('POST', LARGE);
    const connection = await RawConnection.open(server.port);
    connection.send(writeRequest('POST /guarded/a', [...signed, ...CHUNKED]));
    connection.send(`3e9\r\n${'x'.repeat(1001)}\r\n`);
    const response = await connection.untilClosed();
    expect(readAnswer(response)).toMatchObject({ status: 413, code: 'body_too_large' });
    expect(response).toMatch(/^connection: close$/im);
  });

  it('is refused of a scheme that does not sign bodies, in the form of the family', async () => {
    const server = await start({
      verify: hmacOptions({ schemes: [basic()], family: 'conversational-ai' }),
      server: { bodyLimit: 1000 },
    });
    const headers: HeaderPairs = [['Host', server.authority], ...(await signBasicHeaders())];
    const answer = readAnswer(
      await server.send('POST /guarded/a', [...headers, ...JSON_TYPE, ...CHUNKED], [LARGE]),
    );
    expect(answer).toMatchObject({ status: 413, code: 'body_too_large' });
    expect(JSON.parse(answer.body)).toMatchObject({ detail: 'Request size limit exceeded' });
    expect(server.seen).toEqual([]);
  });
});

describe('equal requests at the same moment', () => {
  it('are one request: of any number exactly one passes', async () => {
    const server = await start();
    let serial = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 12 }), fc.boolean(), async (count, isChunked) => {
        serial += 1;
        server.seen.length = 0;
        const body = `{"serial":${serial}}`;
        const framing = isChunked ? CHUNKED : lengthOf(body);
        const headers = [...(await server.sign('POST', body)), ...JSON_TYPE, ...framing];
        const answers = await Promise.all(
          Array.from({ length: count }, async () =>
            readAnswer(await server.send('POST /guarded/a', headers, isChunked ? [body] : body)),
          ),
        );
        const codes = answers
          .map(({ status, code }) => code ?? status)
          .map(String)
          .toSorted();
        expect(codes).toEqual(['200', ...Array.from({ length: count - 1 }, () => 'replayed')]);
        expect(server.seen).toEqual([{ customerId: CUSTOMER.customerId, body: { serial } }]);
      }),
      { numRuns: 25 },
    );
  });

  it('are not, where the first had another body: the right one still passes', async () => {
    const server = await start();
    const signed = await server.sign('POST', BODY);
    const send = async (body: string): Promise<number> =>
      readAnswer(
        await server.send('POST /guarded/a', [...signed, ...JSON_TYPE, ...lengthOf(body)], body),
      ).status;
    expect(await send(`${BODY} `)).toBe(401);
    expect(await send(BODY)).toBe(200);
    expect(await send(BODY)).toBe(401);
  });
});
