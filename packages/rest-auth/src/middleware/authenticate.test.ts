import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { FetchServer } from '../../test/fetch-server.js';
import { exchange, RawConnection } from '../../test/raw-connection.js';
import {
  CUSTOMER,
  hmacOptions,
  NOW,
  signHmacHeaders,
  writeRequest,
} from '../../test/sample-customer.js';
import { basic, hmac, type HeaderPairs, type Principal, signRequest } from '../index.js';
import { authenticate, type AuthenticateOptions } from './authenticate.js';

/** What got through. */
interface SeenRequest {
  readonly principal: Principal;
  readonly method: string;
  readonly url: string;
  readonly contentType: string | null;
  readonly body: string;
}

interface Guarded {
  readonly server: FetchServer;
  readonly seen: SeenRequest[];
  readonly refused: string[];
}

const open: FetchServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function start(options: Partial<AuthenticateOptions> = {}): Promise<Guarded> {
  const seen: SeenRequest[] = [];
  const refused: string[] = [];
  const guard = authenticate({
    verify: hmacOptions(),
    onRefused: ({ code }) => void refused.push(code),
    ...options,
  });
  const server = await FetchServer.start((incoming) =>
    guard(incoming, async (request, principal) => {
      const { method, url, headers } = request;
      const body = Buffer.from(await request.arrayBuffer()).toString('latin1');
      seen.push({ principal, method, url, contentType: headers.get('content-type'), body });
      return new Response(`seen ${seen.length}`, { status: 201 });
    }),
  );
  open.push(server);
  return { server, seen, refused };
}

const BODY = '{"resumeTime": "2023-11-29T19:00:00+08:00"}';
const TARGET = '/a?b=%c3%a9';

async function sign(server: FetchServer, method: string, body = ''): Promise<HeaderPairs> {
  const octets = Buffer.from(body, 'latin1');
  return signHmacHeaders({ method, target: TARGET, authority: server.authority, body: octets });
}

const toInit = (headers: HeaderPairs): [string, string][] =>
  headers.map(([name, value]) => [name, value]);

/** Octets as chunks of unknown number, so that the client sends no length. */
const streamOf = (body: string): ReadableStream => new Blob([Buffer.from(body, 'latin1')]).stream();

describe('a request that is right', () => {
  it.each([
    ['in one piece', (body: string) => Buffer.from(body, 'latin1')],
    ['in chunks', streamOf],
  ])('reaches next with its principal and its very octets: %s', async (_name, write) => {
    const { server, seen } = await start();
    const body = `\u0000\u00ff${BODY}`;
    const headers = toInit(await sign(server, 'PATCH', body));
    const response = await fetch(server.origin + TARGET, {
      method: 'PATCH',
      headers: [...headers, ['Content-Type', 'a/b']],
      body: write(body),
      duplex: 'half',
    });
    expect([response.status, await response.text()]).toEqual([201, 'seen 1']);
    expect(seen).toEqual([
      {
        principal: {
          kind: 'customer',
          scheme: 'hmac',
          customerId: CUSTOMER.customerId,
          signedWith: 'primary',
        },
        method: 'PATCH',
        url: server.origin + TARGET,
        contentType: 'a/b',
        body,
      },
    ]);
  });

  it.each(['GET', 'HEAD', 'DELETE', 'POST'])('may have no body: %s', async (method) => {
    const { server, seen } = await start();
    const headers = toInit(await sign(server, method));
    expect((await fetch(server.origin + TARGET, { method, headers })).status).toBe(201);
    expect(seen).toMatchObject([{ method, body: '' }]);
  });

  it('may wait for 100 Continue', async () => {
    const { server, seen } = await start();
    const headers: HeaderPairs = [
      ['Host', server.authority],
      ...(await sign(server, 'POST', BODY)),
      ['Content-Length', String(BODY.length)],
      ['Expect', '100-continue'],
    ];
    const connection = await RawConnection.open(server.port);
    connection.send(writeRequest(`POST ${TARGET}`, headers));
    await connection.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    connection.send(BODY);
    await connection.until(/HTTP\/1\.1 201/);
    expect(seen).toMatchObject([{ body: BODY }]);
    connection.close();
  });
});

describe('a body that was not signed', () => {
  it.each([
    ['altered', BODY.replace('29', '30')],
    ['longer', `${BODY}\n`],
    ['gone', ''],
  ])('is refused before next: %s', async (_name, body) => {
    const { server, seen, refused } = await start();
    const headers = toInit(await sign(server, 'PATCH', BODY));
    const response = await fetch(server.origin + TARGET, { method: 'PATCH', headers, body });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe('{"message":"HMAC signature does not match"}');
    expect(seen).toEqual([]);
    expect(refused).toEqual(['digest_mismatch']);
  });

  it.each([
    ['by its length', [['Content-Length', '2']], '{}'],
    ['in chunks', [['Transfer-Encoding', 'chunked']], ['{}']],
  ] as const)('cannot be put into a DELETE: %s', async (_name, framing, body) => {
    const { server, seen } = await start();
    const signed = await sign(server, 'DELETE');
    const host = [
      ['Host', server.authority],
      ['Connection', 'close'],
    ] as const;
    const send = (headers: HeaderPairs): Promise<string> =>
      exchange(
        server.port,
        writeRequest(`DELETE ${TARGET}`, [...host, ...headers, ...framing], body),
      );
    expect(await send(signed)).toMatch(/^x-stagedoor-error: digest_mismatch\r$/m);
    const uncovered = signed.map(
      ([name, value]) => [name, value.replace('request-line digest', 'request-line')] as const,
    );
    expect(await send(uncovered)).toMatch(/^x-stagedoor-error: coverage_insufficient\r$/m);
    expect(seen).toEqual([]);
  });

  it('of a GET, which the runtime drops, is refused if it is signed and unseen if it is not', async () => {
    const { server, seen } = await start();
    const framing = [
      ['Content-Length', String(BODY.length)],
      ['Host', server.authority],
      ['Connection', 'close'],
    ] as const;
    const send = async (headers: HeaderPairs): Promise<string> =>
      exchange(server.port, writeRequest(`GET ${TARGET}`, [...headers, ...framing], BODY));
    expect(await send(await sign(server, 'GET', BODY))).toMatch(/^HTTP\/1\.1 401/);
    expect(seen).toEqual([]);
    expect(await send(await sign(server, 'GET'))).toMatch(/^HTTP\/1\.1 201/);
    expect(seen).toMatchObject([{ body: '' }]);
  });
});

/** A request with a body that counts how many of its chunks of 1000 octets were taken. */
function countedRequest(headers: HeaderPairs): {
  readonly request: Request;
  readonly taken: () => number;
} {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        taken += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: 'POST', headers: toInit(headers), body, duplex: 'half' } as const;
  return { request: new Request('http://a/', init), taken: () => taken };
}

const basicHeaders = (customerSecret = CUSTOMER.customerSecret): Promise<HeaderPairs> =>
  signRequest(
    { method: 'POST', authority: 'a', target: '/' },
    { scheme: 'basic', credential: { ...CUSTOMER, customerSecret }, now: NOW },
  );

describe('a body over the limit', () => {
  const profile = { name: 'strict', maxBodyBytes: 2500 } as const;
  const verify = hmacOptions({ schemes: [basic(), hmac()], profile });
  const neverNext = (): Response => {
    throw new Error('next was called');
  };

  it('is given up as soon as it is over', async () => {
    const { request, taken } = countedRequest(await basicHeaders());
    const response = await authenticate({ verify })(request, neverNext);
    expect(response.status).toBe(413);
    expect(response.headers.get('x-stagedoor-error')).toBe('body_too_large');
    expect(await response.text()).toBe('{"message":"Request size limit exceeded"}');
    expect(taken()).toBe(3);
  });

  it('is not begun where it is announced', async () => {
    const headers = [...(await basicHeaders()), ['Content-Length', '2501'] as const];
    const { request, taken } = countedRequest(headers);
    expect((await authenticate({ verify })(request, neverNext)).status).toBe(413);
    expect(taken()).toBe(0);
  });

  it('is refused over a socket, and the same in chunks', async () => {
    const { server, seen } = await start({ verify });
    const body = 'x'.repeat(2501);
    for (const write of [(text: string) => Buffer.from(text), streamOf]) {
      const headers = toInit(await sign(server, 'POST', body));
      const init = { method: 'POST', headers, body: write(body), duplex: 'half' } as const;
      const response = await fetch(server.origin + TARGET, init);
      expect([response.status, await response.text()]).toEqual([
        413,
        '{"message":"Request size limit exceeded"}',
      ]);
    }
    expect(seen).toEqual([]);
  });

  it('is refused in the form of the family', async () => {
    const { request } = countedRequest(await basicHeaders());
    const family = 'conversational-ai' as const;
    const response = await authenticate({ verify: { ...verify, family } })(request, neverNext);
    expect(await response.json()).toMatchObject({ detail: 'Request size limit exceeded' });
  });

  it('is never read of a stranger', async () => {
    const { request, taken } = countedRequest(await basicHeaders('wrong'));
    expect((await authenticate({ verify })(request, neverNext)).status).toBe(401);
    expect([taken(), request.bodyUsed]).toEqual([0, false]);
  });

  it('is refused where it breaks off', async () => {
    const refused: string[] = [];
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new TypeError('planted'));
      },
    });
    const headers = toInit(await basicHeaders());
    const request = new Request('http://a/', { method: 'POST', headers, body, duplex: 'half' });
    const onRefused = ({ code }: { readonly code: string }): void => void refused.push(code);
    expect((await authenticate({ verify, onRefused })(request, neverNext)).status).toBe(400);
    expect(refused).toEqual(['message_malformed']);
  });
});

describe('authenticate', () => {
  it('answers a stranger with the challenges of all schemes', async () => {
    const { server, seen } = await start({
      verify: hmacOptions({ schemes: [hmac(), basic({ realm: 'a' })] }),
    });
    const response = await fetch(server.origin);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('x-stagedoor-error')).toBe('credentials_missing');
    expect(response.headers.get('www-authenticate')).toBe('hmac, Basic realm="a", charset="UTF-8"');
    expect(await response.text()).toBe('{"message":"Unauthorized"}');
    expect(seen).toEqual([]);
  });

  it('refuses what lies twice in one header', async () => {
    const { server, seen } = await start();
    const headers: HeaderPairs = [
      ['Host', server.authority],
      ...(await sign(server, 'GET')),
      ['Date', 'Sat, 21 Nov 2026 06:30:00 GMT'],
      ['Connection', 'close'],
    ];
    const response = await exchange(server.port, writeRequest(`GET ${TARGET}`, headers));
    expect(response).toMatch(/^x-stagedoor-error: date_malformed\r$/m);
    expect(seen).toEqual([]);
  });

  it('chooses how to verify by the request', async () => {
    const { server } = await start({
      verify: async ({ url }) =>
        hmacOptions({ schemes: url.endsWith('/basic') ? [basic()] : [hmac()] }),
    });
    const headers = toInit(await basicHeaders());
    expect((await fetch(`${server.origin}/basic`, { headers })).status).toBe(201);
    expect((await fetch(`${server.origin}/hmac`, { headers })).status).toBe(401);
  });

  it('takes raw values where the runtime has them', async () => {
    const target = '/a/../b?';
    const signed = await signHmacHeaders({ method: 'GET', target, authority: 'raw.example' });
    const request = new Request(`http://cooked.example${target}`, { headers: toInit(signed) });
    const verify = hmacOptions();
    const next = (): Response => new Response('reached');
    expect((await authenticate({ verify })(request, next)).status).toBe(401);
    const headOf = ({ method, headers }: Request) => ({
      method,
      target,
      headers: [['host', 'raw.example'] as const, ...headers],
    });
    expect((await authenticate({ verify, headOf })(request, next)).status).toBe(200);
  });

  it('passes on what is no refusal', async () => {
    const next = (): Response => new Response('reached');
    const request = (): Promise<Request> =>
      basicHeaders().then((headers) => new Request('http://a/', { headers: toInit(headers) }));
    const lookup = { findCustomer: () => Promise.reject(new TypeError('planted')) };
    const failing = hmacOptions({ schemes: [basic()], lookup });
    await expect(authenticate({ verify: failing })(await request(), next)).rejects.toThrow(
      'planted',
    );
    const empty = hmacOptions({ schemes: [] });
    await expect(authenticate({ verify: empty })(await request(), next)).rejects.toMatchObject({
      code: 'invalid_auth_option',
    });
    const guard = authenticate({ verify: hmacOptions({ schemes: [basic()] }) });
    const broken = guard(await request(), () => Promise.reject(new TypeError('of next')));
    await expect(broken).rejects.toThrow('of next');
  });

  it('lets exactly one of equal requests pass', async () => {
    const { server, seen } = await start();
    let serial = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 10 }), async (count) => {
        serial += 1;
        seen.length = 0;
        const body = `{"serial":${serial}}`;
        const headers = toInit(await sign(server, 'POST', body));
        const responses = await Promise.all(
          Array.from({ length: count }, () =>
            fetch(server.origin + TARGET, { method: 'POST', headers, body }),
          ),
        );
        const codes = responses.map((each) => each.headers.get('x-stagedoor-error') ?? '');
        expect(codes.toSorted()).toEqual([
          '',
          ...Array.from({ length: count - 1 }, () => 'replayed'),
        ]);
        expect(seen).toMatchObject([{ body }]);
      }),
      { numRuns: 20 },
    );
  });
});
