import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { text } from 'node:stream/consumers';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { GuardedServer, type GuardedServerOptions, readAnswer } from '../test/fastify-server.js';
import { RawConnection } from '../test/raw-connection.js';
import {
  CHUNKED,
  CUSTOMER,
  hmacOptions,
  JSON_TYPE,
  lengthOf,
  LOOKUP,
  signBasicHeaders,
  signHmacHeaders,
  writeRequest,
} from '../test/sample-customer.js';
import { principalOf, restAuth } from './fastify.js';
import { basic, hmac, type HeaderPairs } from './index.js';

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
const PARSED = { resumeTime: '2023-11-29T19:00:00+08:00' };

describe('a request that is right', () => {
  it('reaches the handler with its principal and its parsed body', async () => {
    const server = await start();
    const headers = [...(await server.sign('PATCH', BODY)), ...JSON_TYPE, ...lengthOf(BODY)];
    const answer = readAnswer(await server.send(LINE, headers, BODY));
    expect(answer).toMatchObject({ status: 200, body: '{"customerId":"hmac_user_name"}' });
    expect(server.seen).toEqual([{ customerId: CUSTOMER.customerId, body: PARSED }]);
  });

  it('may come in chunks, cut anywhere', async () => {
    const server = await start();
    const headers = [...(await server.sign('PATCH', BODY)), ...JSON_TYPE, ...CHUNKED];
    const chunks = [BODY.slice(0, 1), BODY.slice(1, 20), BODY.slice(20)];
    expect(readAnswer(await server.send(LINE, headers, chunks)).status).toBe(200);
    expect(server.seen).toEqual([{ customerId: CUSTOMER.customerId, body: PARSED }]);
  });

  it('may wait for 100 Continue', async () => {
    const server = await start();
    const headers = [
      ...(await server.sign('PATCH', BODY)),
      ...JSON_TYPE,
      ...lengthOf(BODY),
      ['Expect', '100-continue'] as const,
    ];
    const connection = await RawConnection.open(server.port);
    connection.send(writeRequest(LINE, headers));
    await connection.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    connection.send(BODY);
    expect(readAnswer(await connection.until(/HTTP\/1\.1 200[^]*\}$/)).status).toBe(200);
    expect(server.seen).toHaveLength(1);
    connection.close();
  });

  it.each([['none'], ['GET'], ['HEAD'], ['DELETE']])('may have no body: %s', async (name) => {
    const server = await start();
    const method = name === 'none' ? 'POST' : name;
    const headers = await server.sign(method);
    expect(readAnswer(await server.send(`${method} /guarded/a`, headers)).status).toBe(200);
    expect(server.seen).toEqual([{ customerId: CUSTOMER.customerId, body: undefined }]);
  });

  it.each(['GET', 'HEAD', 'DELETE'])('may have a signed body with %s', async (method) => {
    const server = await start();
    const headers = [...(await server.sign(method, BODY)), ...lengthOf(BODY)];
    expect(readAnswer(await server.send(`${method} /guarded/a`, headers, BODY)).status).toBe(200);
    expect(server.seen).toHaveLength(1);
  });

  it('is verified by its target as it was sent, also where the app rewrites it', async () => {
    const server = await start({
      server: { rewriteUrl: ({ url = '' }) => url.replace('/v1/', '/guarded/') },
    });
    const target = '/v1/caf%c3%a9?a=1&a=2&';
    const headers = await server.sign('GET', '', { target });
    expect(readAnswer(await server.send(`GET ${target}`, headers)).status).toBe(200);
  });

  it('is verified over HTTP/2, where a body needs no length', async () => {
    const http2: FastifyInstance = Fastify({ http2: true }) as never;
    open.push(http2);
    await http2.register(restAuth, { verify: hmacOptions() });
    http2.post('/a', async (each) => ({ principal: principalOf(each), body: each.body }));
    const address = await http2.listen({ port: 0, host: '127.0.0.1' });
    const session = connectHttp2(address);
    const authority = address.slice('http://'.length);
    const send = async (body: string): Promise<string> => {
      const signed = { method: 'POST', target: '/a', authority, body: Buffer.from(BODY) };
      const stream = session.request({
        ':method': 'POST',
        ':path': '/a',
        'content-type': 'application/json',
        ...Object.fromEntries(await signHmacHeaders(signed)),
      });
      stream.end(body);
      return text(stream);
    };
    expect(await send(`${BODY} `)).toBe('{"message":"HMAC signature does not match"}');
    expect(JSON.parse(await send(BODY))).toMatchObject({ body: PARSED });
    session.close();
  });

  it.each([
    ['no content type', [], BODY, Buffer.from(BODY)],
    ['a form', [['Content-Type', 'application/x-www-form-urlencoded']], 'a=1', Buffer.from('a=1')],
    ['text', [['Content-Type', 'text/plain']], 'text', Buffer.from('text')],
    ['JSON by suffix', [['Content-Type', 'application/merge-patch+json; a=b']], BODY, PARSED],
    ['JSON in capitals', [['Content-Type', 'Application/JSON; charset=utf-8']], BODY, PARSED],
    [
      'an empty form, as of Java',
      [['Content-Type', 'application/x-www-form-urlencoded']],
      '',
      undefined,
    ],
    ['empty JSON', JSON_TYPE, '', undefined],
    ['no text at all', [['Content-Type', 'a/b']], '\u00ff\u0000', Buffer.from([0xff, 0])],
  ] as const)('keeps its body as it is declared: %s', async (_name, type, body, expected) => {
    const server = await start();
    const headers = [...(await server.sign('PATCH', body)), ...type, ...lengthOf(body)];
    expect(readAnswer(await server.send(LINE, headers, body)).status).toBe(200);
    expect(server.seen).toEqual([{ customerId: CUSTOMER.customerId, body: expected }]);
  });

  it.each([
    ['no content type', []],
    ['a form', [['Content-Type', 'application/x-www-form-urlencoded']]],
  ] as const)('is JSON without saying so where that is assumed: %s', async (_name, type) => {
    const server = await start({ assumeJson: true });
    const headers = [...(await server.sign('PATCH', BODY)), ...type, ...lengthOf(BODY)];
    expect(readAnswer(await server.send(LINE, headers, BODY)).status).toBe(200);
    expect(server.seen).toEqual([{ customerId: CUSTOMER.customerId, body: PARSED }]);
  });
});

describe('the scope', () => {
  it('guards its routes, before and after it, and those of its children, and no others', async () => {
    const app = Fastify();
    open.push(app);
    app.get('/sibling', async ({ principal }) => ({ principal: principal ?? 'none' }));
    app.post('/sibling', async ({ body }) => ({ body }));
    await app.register(async (scope) => {
      scope.get('/before', async () => 'reached');
      await scope.register(restAuth, { verify: hmacOptions() });
      scope.get('/after', async () => 'reached');
      await scope.register(async (child) => {
        child.get('/child', async () => 'reached');
      });
    });
    await app.register(async (other) => {
      other.get('/other', async () => 'reached');
    });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const statusOf = async (path: string): Promise<number> => (await fetch(address + path)).status;
    expect(await Promise.all(['/before', '/after', '/child'].map(statusOf))).toEqual([
      401, 401, 401,
    ]);
    expect(await Promise.all(['/sibling', '/other'].map(statusOf))).toEqual([200, 200]);
    const posted = await fetch(`${address}/sibling`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect(await posted.json()).toEqual({ body: { a: 1 } });
    expect(await (await fetch(`${address}/sibling`)).json()).toEqual({ principal: 'none' });
  });

  it('is the whole app where it is registered there, with the handler of what is not found', async () => {
    const app = Fastify();
    open.push(app);
    await app.register(restAuth, { verify: hmacOptions() });
    app.setNotFoundHandler(async () => 'reached');
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const response = await fetch(`${address}/nowhere`);
    expect(response.status).toBe(401);
    expect(await response.text()).toBe('{"message":"Unauthorized"}');
  });

  it('cannot be guarded twice', async () => {
    const app = Fastify();
    open.push(app);
    await app.register(restAuth, { verify: hmacOptions() });
    await expect(app.register(restAuth, { verify: hmacOptions() })).rejects.toMatchObject({
      code: 'FST_ERR_DEC_ALREADY_PRESENT',
    });
  });

  it('chooses how to verify by route and path', async () => {
    const server = await start({
      verify: async (request: FastifyRequest) => {
        const { id } = request.params as { readonly id: string };
        return hmacOptions({ schemes: id === 'b' ? [basic()] : [hmac()] });
      },
    });
    const credential = [['Host', server.authority], ...(await signBasicHeaders())] as const;
    const a = readAnswer(await server.send('GET /guarded/a', credential));
    expect(a).toMatchObject({ status: 401, code: 'scheme_not_allowed' });
    expect(readAnswer(await server.send('GET /guarded/b', credential)).status).toBe(200);
  });

  it.each([
    ['the choice of options', { verify: () => Promise.reject(new TypeError('planted')) }],
    [
      'the look-up',
      {
        verify: hmacOptions({
          lookup: { findCustomer: () => Promise.reject(new TypeError('planted')) },
        }),
      },
    ],
    ['the configuration', { verify: hmacOptions({ replay: undefined }) }],
    [
      'the observer',
      {
        onRefused: () => {
          throw new TypeError('planted');
        },
        verify: hmacOptions({ lookup: { findCustomer: () => undefined } }),
      },
    ],
  ] as const)('lets nothing through where this fails: %s', async (_name, options) => {
    const server = await start(options);
    const headers = [...(await server.sign('PATCH', BODY)), ...JSON_TYPE, ...lengthOf(BODY)];
    expect(readAnswer(await server.send(LINE, headers, BODY)).status).toBe(500);
    expect(server.seen).toEqual([]);
  });

  it('lets nothing through where the replay store fails', async () => {
    const replay = { addIfAbsent: () => Promise.reject(new TypeError('planted')) };
    const server = await start({ verify: hmacOptions({ replay }) });
    const headers = [...(await server.sign('PATCH', BODY)), ...JSON_TYPE, ...lengthOf(BODY)];
    const response = await server.send(LINE, headers, BODY);
    expect(readAnswer(response)).toEqual({
      status: 503,
      code: 'replay_store_unavailable',
      body: '{"message":"Service unavailable"}',
    });
    expect(response).toMatch(/^retry-after: 1$/im);
    expect(server.seen).toEqual([]);
  });
});

describe('a content type parser of the app', () => {
  const YAML: HeaderPairs = [['Content-Type', 'application/yaml']];
  const readers: readonly (readonly [name: string, extend: (scope: FastifyInstance) => void])[] = [
    [
      'that takes the body as text',
      (scope) =>
        scope.addContentTypeParser('application/yaml', { parseAs: 'string' }, async () => 'parsed'),
    ],
    [
      'that reads the stream',
      (scope) =>
        scope.addContentTypeParser(
          /^application\/yaml$/,
          async (_request: unknown, stream: NodeJS.ReadableStream) => text(stream),
        ),
    ],
    [
      'that reads some of the stream',
      (scope) =>
        scope.addContentTypeParser(
          'application/yaml',
          async (_request: unknown, stream: NodeJS.ReadableStream) => {
            await once(stream, 'data');
            return 'parsed';
          },
        ),
    ],
  ];

  it.each(readers)('fails closed: one %s', async (_name, extend) => {
    const server = await start({ extend });
    const headers = [...(await server.sign('PATCH', BODY)), ...YAML, ...lengthOf(BODY)];
    const answer = readAnswer(await server.send(LINE, headers, BODY));
    expect(answer.status).toBe(500);
    expect(answer.body).toContain('another content type parser');
    expect(server.seen).toEqual([]);
  });

  it('makes no proof of a body that it does not read', async () => {
    const server = await start({
      extend: (scope) => scope.addContentTypeParser('application/yaml', async () => 'made up'),
    });
    const signed = await server.sign('PATCH', BODY);
    const send = async (body: string): Promise<number> =>
      readAnswer(await server.send(LINE, [...signed, ...YAML, ...lengthOf(body)], body)).status;
    expect(await send(`${BODY} `)).toBe(401);
    expect(await send(BODY)).toBe(200);
    expect(server.seen).toEqual([{ customerId: CUSTOMER.customerId, body: 'made up' }]);
  });

  it('cannot take the place of the one for JSON unseen', async () => {
    const extend = (scope: FastifyInstance): void => {
      scope.addContentTypeParser('application/json', async () => 'parsed');
    };
    await expect(GuardedServer.start({ extend })).rejects.toMatchObject({
      code: 'FST_ERR_CTP_ALREADY_PRESENT',
    });
  });

  it('fails closed in a scope below, where all others were removed', async () => {
    let isReached = false;
    const server = await start({
      extend: (scope) => {
        void scope.register(async (child) => {
          child.removeAllContentTypeParsers();
          child.addContentTypeParser('*', { parseAs: 'buffer' }, async () => 'parsed');
          child.patch('/child', async () => {
            isReached = true;
          });
        });
      },
    });
    const signed = await server.sign('PATCH', BODY, { target: '/child' });
    const headers = [...signed, ...JSON_TYPE, ...lengthOf(BODY)];
    expect(readAnswer(await server.send('PATCH /child', headers, BODY)).status).toBe(500);
    expect(isReached).toBe(false);
  });

  it('works where the scheme does not sign bodies', async () => {
    const server = await start({
      verify: hmacOptions({ schemes: [basic()] }),
      extend: (scope) =>
        scope.addContentTypeParser('application/yaml', { parseAs: 'string' }, async () => 'parsed'),
    });
    const headers: HeaderPairs = [['Host', server.authority], ...(await signBasicHeaders())];
    const response = await server.send(LINE, [...headers, ...YAML, ...lengthOf(BODY)], BODY);
    expect(readAnswer(response).status).toBe(200);
    expect(server.seen).toEqual([{ customerId: CUSTOMER.customerId, body: 'parsed' }]);
  });

  it('of an earlier hook cannot bring in another body', async () => {
    const server = await start({
      extend: (scope) =>
        scope.addHook('preParsing', async (_request, _reply, payload) =>
          payload.pipe(new (await import('node:stream')).PassThrough()),
        ),
    });
    const signed = await server.sign('PATCH', BODY);
    const send = async (body: string): Promise<number> =>
      readAnswer(await server.send(LINE, [...signed, ...JSON_TYPE, ...lengthOf(body)], body))
        .status;
    expect(await send(BODY.replace('29', '30'))).toBe(401);
    expect(await send(BODY)).toBe(200);
    expect(server.seen).toEqual([{ customerId: CUSTOMER.customerId, body: PARSED }]);
  });
});

it('keeps the customer of one request from another', async () => {
  const lookup = { findCustomer: async (id: string) => ({ secrets: [`${id}-secret`] }) };
  const server = await start({ verify: hmacOptions({ lookup }) });
  const ids = Array.from({ length: 20 }, (_, index) => `customer-${index}`);
  const answers = await Promise.all(
    ids.map(async (customerId) => {
      const credential = { customerId, customerSecret: `${customerId}-secret` };
      const signed = await server.sign('POST', BODY, { credential });
      const headers = [...signed, ...JSON_TYPE, ...lengthOf(BODY)];
      return JSON.parse(readAnswer(await server.send('POST /guarded/a', headers, BODY)).body);
    }),
  );
  expect(answers).toEqual(ids.map((customerId) => ({ customerId })));
  expect(LOOKUP.findCustomer('customer-1')).toBeUndefined();
});
