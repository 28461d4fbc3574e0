import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INNER_TEXT } from '../../test/echo-operations.js';
import { BASIC, type EchoServer, fieldOf, startEchoServer } from '../../test/echo-server.js';
import { exchange, rawRequest } from '../../test/raw-http.js';

const HEX = /^[0-9a-f]{32}$/;

describe('every answer', () => {
  let server: EchoServer;

  beforeAll(async () => {
    server = await startEchoServer();
  });

  afterAll(() => server.close());

  const answers: readonly (readonly [string, string])[] = [
    ['200', rawRequest('GET /echo', [BASIC])],
    ['400 of the input', rawRequest('GET /echo?count=x', [BASIC])],
    ['400 of the URL', rawRequest('GET /%zz', [BASIC])],
    ['400 of the parser', 'nonsense\r\n\r\n'],
    ['400 of the verifier', `GET /echo HTTP/1.1\r\n${BASIC}\r\n\r\n`],
    ['401', rawRequest('GET /echo', ['Authorization:'])],
    ['404', rawRequest('GET /nothing', [BASIC])],
    ['413', rawRequest('POST /echo', [BASIC, 'Content-Length: 9999999'])],
    ['415', rawRequest('POST /echo', [BASIC, 'Content-Type: a/b', 'Content-Length: 1'], 'x')],
    ['431', rawRequest('GET /echo', [BASIC, `X-Long: ${'x'.repeat(20_000)}`])],
    ['500', rawRequest('GET /fails', [BASIC])],
  ];

  it.each(answers)('has IDs, JSON and no cache: %s', async (name, octets) => {
    const [first, second] = [
      await exchange(server.port, octets),
      await exchange(server.port, octets),
    ];
    expect(first.status).toBe(Number(name.slice(0, 3)));
    for (const id of ['x-request-id', 'x-resource-id']) {
      expect(first.headers.get(id)).toEqual([expect.stringMatching(HEX)]);
      expect(fieldOf(second, id)).not.toBe(fieldOf(first, id));
    }
    expect(fieldOf(first, 'x-resource-id')).not.toBe(fieldOf(first, 'x-request-id'));
    expect(first.headers.get('cache-control')).toEqual(['no-store']);
    expect(first.headers.get('content-type')).toEqual(['application/json; charset=utf-8']);
    expect(first.headers.get('access-control-allow-origin')).toBeUndefined();
    const body: unknown = JSON.parse(first.body);
    if (first.status === 200) return;
    expect(body).toMatchObject({ message: expect.stringMatching(/./) });
    expect(fieldOf(first, 'x-stagedoor-error')).toMatch(/^[a-z_]+$/);
  });

  it.each(['a', 'my request 7', '~'.repeat(128), '"quoted"', 'a, b'])(
    'echoes the request ID %s',
    async (requestId) => {
      for (const line of ['GET /echo', 'GET /nothing', 'GET /fails', 'GET /%zz']) {
        const answer = await server.send(line, [`X-Request-ID: ${requestId}`]);
        expect(answer.headers.get('x-request-id')).toEqual([requestId]);
      }
    },
  );

  it.each(['', 'x'.repeat(129), 'tab\tinside', 'umlaut-\xfc'])(
    'makes a request ID of its own in place of %o',
    async (requestId) => {
      const answer = await server.send('GET /echo', [`X-Request-ID: ${requestId}`]);
      expect(fieldOf(answer, 'x-request-id')).toMatch(HEX);
    },
  );

  it('that is a fault says nothing of the inside, and where to look for it', async () => {
    const answer = await server.send('GET /fails', ['X-Request-ID: find-me']);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      500,
      { message: 'Internal server error', request_id: 'find-me' },
    ]);
    expect(JSON.stringify([...answer.headers])).not.toContain('inner');
    expect(server.failures.at(-1)).toEqual({
      error: expect.objectContaining({ message: INNER_TEXT }),
      requestId: 'find-me',
      operationId: 'fails',
    });
  });
});
