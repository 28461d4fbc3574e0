import { request } from 'node:https';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createCertificate } from '../../test/create-certificate.js';
import { hold, rawRequest, readAnswer, sendRaw, useListening } from '../../test/listen.js';
import { openServer } from '../../test/token-world.js';
import { createNodeServer } from './node-server.js';

const listen = useListening();

describe('createNodeServer', () => {
  it('has limits although nothing is said', () => {
    const server = createNodeServer(openServer().server);
    expect(server).toMatchObject({
      listening: false,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 72_000,
      timeout: 120_000,
      maxConnections: 10_000,
      maxHeadersCount: 0,
    });
  });

  it('serves tokens, to the address that it is told', async () => {
    const { server, outcomes } = openServer();
    const port = await listen(createNodeServer(server, { clientAddressOf: () => '203.0.113.9' }));
    const answer = await sendRaw(port, rawRequest('POST /token', { body: 'stage,7' }));
    expect(readAnswer(answer)).toEqual([200, undefined]);
    expect(outcomes).toMatchObject([{ clientAddress: '203.0.113.9' }]);
  });

  it('refuses a head over its limit', async () => {
    const port = await listen(createNodeServer(openServer().server));
    const headers = [`X-Large: ${'x'.repeat(17_000)}`];
    expect(await sendRaw(port, rawRequest('GET /ping', { headers }))).toMatch(/^HTTP\/1\.1 431 /);
    const smaller = [`X-Large: ${'x'.repeat(15_000)}`];
    expect(readAnswer(await sendRaw(port, rawRequest('GET /ping', { headers: smaller })))).toEqual([
      200,
      undefined,
    ]);
  });

  it('closes connections beyond their number, and goes on with the others', async () => {
    const port = await listen(createNodeServer(openServer().server, { maxConnections: 3 }));
    const held = Array.from({ length: 5 }, () => hold(port));
    await expect.poll(() => held.filter(({ socket }) => socket.closed).length).toBe(2);
    const alive = held.find(({ socket }) => !socket.closed);
    alive?.socket.write(rawRequest('GET /ping'));
    expect(await alive?.all).toContain('pong');
  });

  it('speaks TLS where it has a certificate', async () => {
    const tls = createCertificate();
    const port = await listen(createNodeServer(openServer().server, { tls }));
    const outgoing = request({ port, path: '/ping', ca: tls.cert, servername: 'localhost' });
    outgoing.end();
    const [response] = await once(outgoing, 'response');
    expect(response.statusCode).toBe(200);
    response.resume();
  });
});
