import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { rawRequest, readAnswer, sendRaw, useListening } from '../../test/listen.js';
import { openServer, verify } from '../../test/token-world.js';
import type { TokenServerOptions } from '../token-server.js';
import { type NodeListenerOptions, toNodeListener } from './node-listener.js';

const listen = useListening();

async function serve(
  options: Partial<TokenServerOptions> = {},
  listenerOptions: NodeListenerOptions = {},
) {
  const { server, outcomes } = openServer({ maxBodyBytes: 64, ...options });
  const port = await listen(createServer(toNodeListener(server, listenerOptions)));
  return { port, outcomes, url: `http://127.0.0.1:${port}` };
}

const KEY = { authorization: 'Bearer key-zoe' };

describe('the adapter for node:http', () => {
  it('hands over method, headers and body, and sends back status, headers and body', async () => {
    const { url, outcomes } = await serve();
    const response = await fetch(`${url}/token`, { method: 'POST', headers: KEY, body: 'stage,7' });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const token = await response.text();
    expect(response.headers.get('content-length')).toBe(String(token.length));
    verify(token, 'stage', 7);
    expect(outcomes).toMatchObject([{ kind: 'granted', clientAddress: '127.0.0.1' }]);
  });

  it('hands over path and query as they came', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/rooms/a%2Bb/9?life=60`, { headers: KEY });
    expect(verify(await response.text(), 'a+b', 9).expiresInSeconds).toBe(60);
  });

  it('counts the octets of an answer, not its characters', async () => {
    const { url } = await serve({
      routes: [
        {
          name: 'o',
          method: 'GET',
          path: '/o',
          answer: () => ({ status: 200, contentType: 'text/plain', body: 'öö' }),
        },
      ],
    });
    const response = await fetch(`${url}/o`);
    expect([response.headers.get('content-length'), await response.text()]).toEqual(['4', 'öö']);
  });

  it('sends no body to HEAD', async () => {
    const { port } = await serve();
    const answer = await sendRaw(port, rawRequest('HEAD /token'));
    expect(readAnswer(answer)).toEqual([405, 'route_not_found']);
    expect(answer).toMatch(/\r\n\r\n$/);
  });

  it('says so where something has read the body before, and waits for none', async () => {
    const { server, outcomes } = openServer();
    const listener = toNodeListener(server);
    const port = await listen(
      createServer((incoming, outgoing) => {
        incoming.resume().once('end', () => listener(incoming, outgoing));
      }),
    );
    const answer = await sendRaw(port, rawRequest('POST /token', { body: 'stage,7' }));
    expect(readAnswer(answer)).toEqual([500, 'body_already_read']);
    expect(outcomes).toMatchObject([
      { kind: 'failed', reason: expect.stringContaining('body parsers') },
    ]);
  });

  it('takes a target as it is, and nothing from the Host header', async () => {
    const { port } = await serve();
    const headers = ['Host: evil.example/ping?'];
    const answer = await sendRaw(
      port,
      `GET /nothing HTTP/1.1\r\n${headers.join('\r\n')}\r\nConnection: close\r\n\r\n`,
    );
    expect(readAnswer(answer)).toEqual([404, 'route_not_found']);
  });

  it.each(['TRACE /ping', 'PROPFIND /ping', 'DELETE /ping'])(
    'answers %s with 405',
    async (line) => {
      const { port } = await serve();
      expect(readAnswer(await sendRaw(port, rawRequest(line)))).toEqual([405, 'route_not_found']);
    },
  );

  it.each(['GET http://a/ping', 'OPTIONS *', 'GET /ping/..', 'GET //ping'])(
    'answers %s with 404',
    async (line) => {
      const { port } = await serve();
      expect(readAnswer(await sendRaw(port, rawRequest(line)))).toEqual([404, 'route_not_found']);
    },
  );

  it('takes the next request on a connection whose last body was given up', async () => {
    const { port } = await serve();
    const large = 'x'.repeat(100_000);
    const head = 'POST /token HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-zoe\r\n';
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
    const declared = `${head}Content-Length: ${large.length}\r\n\r\n${large}`;
    const answer = await sendRaw(
      port,
      chunked + declared + rawRequest('POST /token', { body: 'stage,7' }),
    );
    expect(answer.match(/HTTP\/1\.1 (\d+)/g)).toEqual([
      'HTTP/1.1 413',
      'HTTP/1.1 413',
      'HTTP/1.1 200',
    ]);
  });

  it('tells that a client went away in the middle of a body', async () => {
    const { port, outcomes } = await serve();
    const socket = connect(port, '127.0.0.1');
    const half = `POST /token HTTP/1.1\r\nHost: a\r\nAuthorization: ${KEY.authorization}\r\nContent-Length: 50\r\n\r\nsta`;
    socket.write(half, () => socket.resetAndDestroy());
    await expect.poll(() => outcomes).toMatchObject([{ kind: 'refused', code: 'body_incomplete' }]);
  });

  it('asks for the address of the client where it is told how', async () => {
    const { url, outcomes } = await serve({}, { clientAddressOf: () => '203.0.113.9' });
    await fetch(`${url}/nothing`);
    expect(outcomes).toMatchObject([{ clientAddress: '203.0.113.9' }]);
  });

  it.each([
    ['an address', {}, { clientAddressOf: () => fail() }],
    ['an ID', { newRequestId: () => fail() }, {}],
    ['an ID that no header can have', { newRequestId: () => 'a\r\nb' }, {}],
  ])('goes on where what gives %s fails, and says nothing of it', async (_, options, listener) => {
    const { port } = await serve(options, listener);
    for (let i = 0; i < 2; i += 1) {
      const answer = await sendRaw(port, rawRequest('GET /ping'));
      expect(readAnswer(answer)[0]).toBe(500);
      expect(answer).not.toContain('secret');
      expect(answer).toMatch(/\r\n\r\n$/);
    }
  });
});

function fail(): never {
  throw new Error('secret detail');
}
