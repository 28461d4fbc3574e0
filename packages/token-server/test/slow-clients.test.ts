/** Clients that hold connections by sending nothing, or next to nothing. */
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeServer } from '../src/http/node-server.js';
import { createCertificate } from './create-certificate.js';
import { hold, rawRequest, readAnswer, sendRaw, useListening } from './listen.js';
import { openServer } from './token-world.js';

const listen = useListening();
const LIMITS = { headMillis: 200, requestMillis: 400, checkMillis: 20 };

const drips: NodeJS.Timeout[] = [];
afterEach(() => {
  for (const drip of drips.splice(0)) clearInterval(drip);
});

async function serve(limits: object = LIMITS) {
  const { server, outcomes } = openServer();
  return { port: await listen(createNodeServer(server, limits)), outcomes };
}

/** Sends a beginning, then one octet after the other, for as long as the connection lasts. */
function dripTo(port: number, beginning: string): Promise<string> {
  const { socket, all } = hold(port);
  socket.write(beginning);
  const drip = setInterval(() => socket.write('x'), 10);
  drips.push(drip);
  socket.once('close', () => clearInterval(drip));
  return all;
}

describe('a slow client', () => {
  it.each([
    ['in its request line', 'GET /'],
    ['in its head', 'GET /ping HTTP/1.1\r\nHost: a\r\nX-Slow: '],
    ['between two fields', 'GET /ping HTTP/1.1\r\nHost: a\r\n'],
  ])('%s is given up', async (_, beginning) => {
    const { port, outcomes } = await serve();
    expect(readAnswer(await dripTo(port, beginning))).toEqual([408, undefined]);
    expect(outcomes).toEqual([]);
  });

  it.each([
    ['with a length', 'Content-Length: 16000\r\n\r\n'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n3e80\r\n'],
  ])('in its body %s is given up, and gets no token', async (_, end) => {
    const { port, outcomes } = await serve();
    const head = 'POST /token HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-zoe\r\n';
    const answer = await dripTo(port, `${head}${end}`);
    expect(answer).not.toContain('007eJ');
    await expect.poll(() => outcomes).toMatchObject([{ kind: 'refused', code: 'body_incomplete' }]);
  });

  it('that sends nothing at all is given up', async () => {
    const { port } = await serve();
    expect(readAnswer(await hold(port).all)[0]).toBe(408);
  });

  it.each(['', '\x16\x03\x01'])(
    'that never shakes hands over TLS is given up: %j',
    async (bytes) => {
      const { port } = await serve({ ...LIMITS, tls: createCertificate() });
      const { socket, all } = hold(port);
      socket.write(bytes, 'latin1');
      expect(await all).toBe('');
    },
  );

  it('that is silent for too long between octets is given up, whatever else it may', async () => {
    const { port } = await serve({ headMillis: 60_000, requestMillis: 60_000, idleMillis: 100 });
    const { socket, all } = hold(port);
    socket.write('GET /ping HTTP/1.1\r\nHost: a\r\n');
    expect(await all).toBe('');
  });

  it('that keeps its connection between requests is given up', async () => {
    const { port } = await serve({ ...LIMITS, keepAliveMillis: 100 });
    const { socket, all } = hold(port);
    socket.write('GET /ping HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await all).toMatch(/pong$/);
  });

  it('keeps nobody else waiting', async () => {
    const { port } = await serve();
    const slow = Array.from({ length: 200 }, () => dripTo(port, 'POST /token HTTP/1.1\r\nX: '));
    for (let i = 0; i < 20; i += 1) {
      const answer = await sendRaw(port, rawRequest('GET /ping'));
      expect(answer).toMatch(/pong$/);
    }
    const answers = await Promise.all(slow);
    expect(new Set(answers.map((answer) => readAnswer(answer)[0]))).toEqual(new Set([408]));
  });
});
