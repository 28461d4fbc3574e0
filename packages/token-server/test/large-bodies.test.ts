/** Bodies over the limit, however they come, on a real connection. */
import { describe, expect, it } from 'vitest';
import { createNodeServer } from '../src/http/node-server.js';
import { hold, rawRequest, readAnswer, sendRaw, useListening } from './listen.js';
import { openServer } from './token-world.js';

const listen = useListening();
const LIMIT = 64;
const AUTHORIZATION = 'Authorization: Bearer key-zoe';
const HEAD = `POST /token HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}\r\n`;

async function serve(requestMillis = 60_000) {
  const { server, outcomes } = openServer({ maxBodyBytes: LIMIT });
  const limits = { requestMillis, headMillis: requestMillis, checkMillis: 20 };
  return { port: await listen(createNodeServer(server, limits)), outcomes };
}

const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

describe('a body', () => {
  it.each([
    [LIMIT, 400, 'invalid_channel'],
    [LIMIT + 1, 413, 'body_too_large'],
  ])('of %i octets is answered with %i', async (length, status, code) => {
    const { port } = await serve();
    const body = 'x'.repeat(length);
    const headers = [AUTHORIZATION];
    expect(readAnswer(await sendRaw(port, rawRequest('POST /token', { headers, body })))).toEqual([
      status,
      code,
    ]);
    const chunked = `${HEAD}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(body)}${chunk('')}`;
    expect(readAnswer(await sendRaw(port, chunked))).toEqual([status, code]);
  });

  it('that is said to be large is refused before any of it comes', async () => {
    const { port } = await serve();
    const { socket, all } = hold(port);
    socket.write(`${HEAD}Content-Length: 1000000000000\r\n\r\n`);
    const answer = await new Promise<string>((resolve) => {
      socket.once('data', (data) => resolve(String(data)));
    });
    expect(readAnswer(answer)).toEqual([413, 'body_too_large']);
    socket.destroy();
    await all;
  });

  it('in chunks without an end is refused at the limit, and its connection ends', async () => {
    const { port, outcomes } = await serve(300);
    const { socket, all } = hold(port);
    socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
    const piece = chunk('x'.repeat(1000));
    const writing = setInterval(() => socket.write(piece), 5);
    socket.once('close', () => clearInterval(writing));
    expect(readAnswer(await all)).toEqual([413, 'body_too_large']);
    expect(outcomes).toMatchObject([{ kind: 'refused', code: 'body_too_large' }]);
  });

  it('of a stranger is not read, however large', async () => {
    const { port, outcomes } = await serve();
    const body = 'x'.repeat(1000);
    const headers = ['Authorization: Bearer other'];
    const answer = await sendRaw(port, rawRequest('POST /token', { headers, body }));
    expect(readAnswer(answer)).toEqual([401, 'caller_refused']);
    expect(outcomes).toHaveLength(1);
  });

  it('of a route that reads none makes no difference', async () => {
    const { port } = await serve();
    const headers = [AUTHORIZATION];
    const body = 'x'.repeat(1000);
    const answer = await sendRaw(port, rawRequest('GET /rooms/stage/7', { headers, body }));
    expect(readAnswer(answer)).toEqual([200, undefined]);
  });
});
