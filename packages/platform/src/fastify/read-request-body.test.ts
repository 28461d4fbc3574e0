import { describe, expect, it } from 'vitest';
import { BASIC, lengthOf, useEchoServers, WRONG_SECRET } from '../../test/echo-server.js';
import { exchange, RawConnection, rawRequest } from '../../test/raw-http.js';

const JSON_TYPE = 'Content-Type: application/json';

const start = useEchoServers();

describe('too much', () => {
  it('of a head is refused', async () => {
    const server = await start();
    for (const octets of [
      rawRequest('GET /echo', [BASIC, `X-Long: ${'x'.repeat(40_000)}`]),
      rawRequest('GET /echo', [BASIC, ...Array.from({ length: 5000 }, (_, i) => `X-${i}: 1`)]),
      rawRequest(`GET /echo?text=${'x'.repeat(40_000)}`, [BASIC]),
    ]) {
      expect((await exchange(server.port, octets)).status).toBe(431);
    }
  });

  it('of a body is refused before it comes, where its length is known', async () => {
    const server = await start();
    const connection = await RawConnection.open(server.port);
    connection.write(rawRequest('POST /echo', [BASIC, JSON_TYPE, 'Content-Length: 1048577']));
    const [answer] = await connection.untilOver();
    expect([answer?.status, answer?.body]).toEqual([
      413,
      '{"message":"Request size limit exceeded","error_msg":"Request size limit exceeded"}',
    ]);
    expect(answer?.headers.get('connection')).toEqual(['close']);
  });

  it('of a body is refused when it is too much, where it comes in chunks', async () => {
    const server = await start({
      verification: { profile: { name: 'strict', maxBodyBytes: 100_000 } },
    });
    const connection = await RawConnection.open(server.port);
    connection.write(rawRequest('POST /echo', [BASIC, JSON_TYPE, 'Transfer-Encoding: chunked']));
    const chunk = `2710\r\n${'x'.repeat(10_000)}\r\n`;
    for (let i = 0; i < 20 && !connection.isOver; i += 1) connection.write(chunk);
    const [answer] = await connection.untilOver();
    expect(answer?.status).toBe(413);
  });

  it('of a body that a stranger sends is not read', async () => {
    const server = await start();
    const connection = await RawConnection.open(server.port);
    connection.write(rawRequest('POST /echo', [WRONG_SECRET, JSON_TYPE, 'Content-Length: 900000']));
    const [answer] = await connection.answers(1);
    expect(answer?.status).toBe(401);
    connection.close();
  });

  it('of brackets is only text', async () => {
    const server = await start();
    for (const body of [
      '['.repeat(200_000),
      `{"open":${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}}`,
    ]) {
      const answer = await server.send('POST /echo', [JSON_TYPE, lengthOf(body)], body);
      expect(answer.status).toBeLessThan(500);
    }
  });

  it('of wrong items is refused by the first', async () => {
    const server = await start();
    const body = JSON.stringify({ numbers: Array.from({ length: 200_000 }, () => 'x') });
    const answer = await server.send('POST /echo', [JSON_TYPE, lengthOf(body)], body);
    expect(answer.status).toBe(400);
    expect(answer.body.length).toBeLessThan(300);
  });
});
