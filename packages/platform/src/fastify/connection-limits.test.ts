import { describe, expect, it } from 'vitest';
import { BASIC, useEchoServers } from '../../test/echo-server.js';
import { RawConnection, rawRequest } from '../../test/raw-http.js';

const JSON_TYPE = 'Content-Type: application/json';

const start = useEchoServers();

describe('too slow', () => {
  const connections = { headMillis: 300, requestMillis: 600, checkMillis: 50, idleMillis: 1500 };

  it('a head is given up', async () => {
    const server = await start({ connections });
    const connection = await RawConnection.open(server.port);
    connection.write('GET /echo HTTP/1.1\r\nHost: a\r\n');
    const [answer] = await connection.untilOver();
    expect([answer?.status, answer?.headers.get('x-stagedoor-error')]).toEqual([
      408,
      ['request_timeout'],
    ]);
    expect(server.observations.map(({ code }) => code)).toEqual(['request_timeout']);
  });

  it('a body is given up, and told of once, as the request that it was', async () => {
    const server = await start({ connections });
    const connection = await RawConnection.open(server.port);
    connection.write(
      rawRequest('POST /echo', [BASIC, JSON_TYPE, 'Content-Length: 20'], '{"count"'),
    );
    const answers = await connection.untilOver();
    expect(answers.map(({ status }) => status)).toEqual([408]);
    await expect
      .poll(() => server.observations.map(({ code }) => code))
      .toEqual(['message_malformed']);
    expect(server.failures).toEqual([]);
  });

  it('a connection without octets ends', async () => {
    const server = await start({
      connections: { ...connections, headMillis: 60_000, requestMillis: 60_000 },
    });
    const connection = await RawConnection.open(server.port);
    await connection.untilOver();
    expect(connection.isOver).toBe(true);
  });

  it('a client that goes away in the middle leaves nothing behind', async () => {
    const server = await start();
    const connection = await RawConnection.open(server.port);
    connection.write(
      rawRequest('POST /echo', [BASIC, JSON_TYPE, 'Content-Length: 20'], '{"count"'),
    );
    await expect.poll(() => connection.socket.bytesWritten).toBeGreaterThan(0);
    connection.close();
    await expect
      .poll(() => server.observations.map(({ code }) => code))
      .toEqual(['message_malformed']);
    expect(server.failures).toEqual([]);
    expect((await server.send('GET /echo')).status).toBe(200);
  });
});

describe('too many', () => {
  it('connections beyond their number are closed, and the others go on', async () => {
    const server = await start({ connections: { maxConnections: 5 } });
    const opened = await Promise.all(
      Array.from({ length: 8 }, () => RawConnection.open(server.port)),
    );
    await expect.poll(() => opened.filter(({ isOver }) => isOver).length).toBe(3);
    const alive = opened.find(({ isOver }) => !isOver);
    alive?.write(rawRequest('GET /echo', [BASIC]));
    expect((await alive?.answers(1))?.[0]?.status).toBe(200);
    for (const connection of opened) connection.close();
  });
});
