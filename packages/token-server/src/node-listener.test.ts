import { once } from 'node:events';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { toNodeListener } from './node-listener.js';
import { createTokenHandler, type FetchHandler } from './token-handler.js';

const open: Server[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function serve(handler: FetchHandler): Promise<number> {
  const server = createServer(toNodeListener(handler));
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const tokenHandler = createTokenHandler({
  appId: '3f0c9a7b1d5e48269ab0c4d2e6f81735',
  certificate: 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0',
  now: () => 1_700_000_000,
});

/** Sends bytes as they are, and gives all that comes back until the server closes. */
async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes);
  return text(socket);
}

describe('the adapter for node:http', () => {
  it('hands over method, path, query, headers and body, and sends back status, headers and body', async () => {
    const port = await serve(async (request) => {
      const { pathname, search } = new URL(request.url);
      const seen = [
        request.method,
        pathname,
        search,
        request.headers.get('x-one'),
        await request.text(),
      ];
      return new Response(seen.join(' '), { status: 201, headers: { 'x-two': '2' } });
    });
    const response = await fetch(`http://127.0.0.1:${port}/a/b?c=d`, {
      method: 'POST',
      headers: { 'x-one': '1' },
      body: 'body',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-two')).toBe('2');
    expect(await response.text()).toBe('POST /a/b ?c=d 1 body');
  });

  it('serves tokens', async () => {
    const port = await serve(tokenHandler);
    const response = await fetch(`http://127.0.0.1:${port}/fetch_rtc_token`, {
      method: 'POST',
      body: '{"uid":1,"ChannelName":"test","role":1}',
    });
    expect(await response.json()).toEqual({ token: expect.stringMatching(/^007/), code: '200' });
  });

  it('keeps every header of a name that comes several times', async () => {
    const port = await serve(async (request) => new Response(request.headers.get('x-many')));
    const incoming = httpRequest({ port, host: '127.0.0.1', headers: { 'x-many': ['a', 'b'] } });
    incoming.end();
    const [response] = await once(incoming, 'response');
    expect(await text(response)).toBe('a, b');
  });

  it('still answers when the handler gives up on a large body', async () => {
    const port = await serve(tokenHandler);
    const response = await fetch(`http://127.0.0.1:${port}/fetch_rtc_token`, {
      method: 'POST',
      body: new Blob(['x'.repeat(3_000_000)]).stream(),
      duplex: 'half',
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: '413' });
  });

  it('takes the next request on a connection whose last body was given up', async () => {
    const port = await serve(tokenHandler);
    const large = 'x'.repeat(100_000);
    const small = '{"uid":1,"ChannelName":"test","role":1}';
    const head = (length: number, more = ''): string =>
      `POST /fetch_rtc_token HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n${more}\r\n`;
    const answer = await sendRaw(
      port,
      head(large.length) + large + head(small.length, 'Connection: close\r\n') + small,
    );
    expect(answer.match(/HTTP\/1\.1 (\d+)/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('does not take a URL from the Host header', async () => {
    const port = await serve(async (request) => new Response(request.url));
    const answer = await sendRaw(
      port,
      'GET /x HTTP/1.1\r\nHost: evil.example/fetch_rtc_token?\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toContain('http://localhost/x');
  });

  it.each(['TRACE /x HTTP/1.1', 'GET http://a/x HTTP/1.1', 'OPTIONS * HTTP/1.1'])(
    'answers what the fetch standard has no form for with 404: %s',
    async (line) => {
      const port = await serve(async () => new Response('reached'));
      const answer = await sendRaw(port, `${line}\r\nHost: a\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 404/);
      expect(answer).not.toContain('reached');
    },
  );

  it('answers 500 with nothing in it where the handler fails, and goes on', async () => {
    const port = await serve(async (request) => {
      if (request.url.endsWith('/fail')) throw new Error('secret detail');
      return new Response('fine');
    });
    const failed = await fetch(`http://127.0.0.1:${port}/fail`);
    expect(failed.status).toBe(500);
    expect(await failed.text()).toBe('');
    expect(await (await fetch(`http://127.0.0.1:${port}/ok`)).text()).toBe('fine');
  });

  it('tells the handler that a client went away in the middle of a body', async () => {
    let report: (code: string) => void = () => {};
    const reported = new Promise<string>((resolve) => {
      report = resolve;
    });
    const port = await serve(
      createTokenHandler({
        appId: '3f0c9a7b1d5e48269ab0c4d2e6f81735',
        certificate: 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0',
        now: () => 1_700_000_000,
        onOutcome: (outcome) => report(outcome.kind === 'granted' ? 'granted' : outcome.code),
      }),
    );
    const socket = connect(port, '127.0.0.1');
    const half = 'POST /fetch_rtc_token HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{"uid"';
    socket.write(half, () => socket.resetAndDestroy());
    expect(await reported).toBe('body_incomplete');
  });
});
