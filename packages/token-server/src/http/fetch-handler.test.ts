import { describe, expect, it } from 'vitest';
import { openServer, verify } from '../../test/token-world.js';
import { type FetchHandlerOptions, toFetchHandler } from './fetch-handler.js';

const KEY = { authorization: 'Bearer key-zoe' };

function post(url: string, body = 'stage,7'): Request {
  return new Request(url, { method: 'POST', headers: KEY, body });
}

function open(options: FetchHandlerOptions = {}) {
  const { server, outcomes } = openServer({ maxBodyBytes: 64 });
  return { handler: toFetchHandler(server, options), outcomes };
}

describe('the fetch handler', () => {
  it('takes a request, and gives a response', async () => {
    const response = await open().handler(post('http://localhost/token'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(response.headers.get('cache-control')).toBe('no-store');
    verify(await response.text(), 'stage', 7);
  });

  it.each([
    ['https://tokens.example:8443/rooms/a%2Bb/9?life=60', 'a+b'],
    ['http://localhost/rooms/a%2Bb/9?life=60#part', 'a+b'],
    ['http://localhost/x/../rooms/stage/9?life=60&more=/?', 'stage'],
  ])('hands over path and query of %s', async (url, channel) => {
    const response = await open().handler(new Request(url, { headers: KEY }));
    expect(verify(await response.text(), channel, 9).expiresInSeconds).toBe(60);
  });

  it('reads no more of a body than it may', async () => {
    const { status, headers } = await open().handler(
      post('http://localhost/token', 'x'.repeat(65)),
    );
    expect([status, headers.get('x-stagedoor-error')]).toEqual([413, 'body_too_large']);
  });

  it('serves below a base path, and there alone', async () => {
    const { handler } = open({ basePath: '/api/agora' });
    expect((await handler(post('http://localhost/api/agora/token'))).status).toBe(200);
    expect((await handler(post('http://localhost/token'))).status).toBe(404);
    expect((await handler(post('http://localhost/api/agoratoken'))).status).toBe(404);
  });

  it('knows the client by what the runtime says, and never by a header alone', async () => {
    const told = open({ clientAddressOf: () => '203.0.113.9' });
    const silent = open();
    const request = new Request('http://localhost/nothing', {
      headers: { 'x-forwarded-for': '198.51.100.1', forwarded: 'for=198.51.100.1' },
    });
    await told.handler(request);
    await silent.handler(request);
    expect(told.outcomes).toMatchObject([{ clientAddress: '203.0.113.9' }]);
    expect(silent.outcomes).toMatchObject([{ clientAddress: undefined }]);
  });

  it('answers HEAD and OPTIONS with what a response can be made of', async () => {
    const { handler } = open();
    const ask = async (method: string): Promise<number> =>
      (await handler(new Request('http://localhost/token', { method }))).status;
    expect([await ask('HEAD'), await ask('OPTIONS')]).toEqual([405, 200]);
  });
});
