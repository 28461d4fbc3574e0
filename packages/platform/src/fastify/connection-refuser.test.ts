import { describe, expect, it } from 'vitest';
import {
  BASIC,
  type EchoServer,
  lengthOf,
  useEchoServers,
  WRONG_SECRET,
} from '../../test/echo-server.js';
import { RawConnection, rawRequest } from '../../test/raw-http.js';

const JSON_TYPE = 'Content-Type: application/json';

const start = useEchoServers();

/** Everything that comes back for these octets, on one connection. */
async function sendAll(
  server: EchoServer,
  octets: string | Uint8Array,
): Promise<readonly string[]> {
  const connection = await RawConnection.open(server.port);
  connection.write(octets);
  connection.socket.end();
  const answers = await connection.untilOver();
  return answers.map(({ status, headers }) =>
    [status, headers.get('x-stagedoor-error')?.[0]].filter(Boolean).join(' '),
  );
}

describe('two readings of one message', () => {
  it.each([
    ['two hosts', ['Host: a', 'Host: b', BASIC], '400 duplicate_header'],
    ['two credentials', [BASIC, WRONG_SECRET], '400 duplicate_header'],
    ['the right credential second', [WRONG_SECRET, BASIC], '400 duplicate_header'],
    [
      'a length and chunks',
      [BASIC, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
      '400 message_malformed',
    ],
    [
      'chunks and a length',
      [BASIC, 'Transfer-Encoding: chunked', 'Content-Length: 5'],
      '400 message_malformed',
    ],
    ['two lengths', [BASIC, 'Content-Length: 1', 'Content-Length: 2'], '400 message_malformed'],
    ['a list of lengths', [BASIC, 'Content-Length: 1, 1'], '400 message_malformed'],
    ['a signed length', [BASIC, 'Content-Length: +1'], '400 message_malformed'],
    ['a space before the colon', [BASIC, 'Content-Length : 1'], '400 message_malformed'],
    ['chunks of another name', [BASIC, 'Transfer-Encoding: xchunked'], '400 message_malformed'],
    ['a folded line', [BASIC, 'X-A: 1\r\n Content-Length: 5'], '400 message_malformed'],
    ['a bare line feed', [BASIC, 'X-A: 1\nContent-Length: 5'], '400 message_malformed'],
    ['a NUL in a value', [BASIC, 'X-A: 1\u0000'], '400 message_malformed'],
  ])('%s: refused, and nothing behind it is read', async (_name, headers, refusal) => {
    const server = await start();
    const smuggled = rawRequest('GET /echo', [BASIC]);
    const [first, ...others] = await sendAll(
      server,
      rawRequest('POST /echo', [JSON_TYPE, ...headers]) + smuggled,
    );
    // What is behind a message of which the end is sure is a request of its own.
    expect([first, others]).toEqual([refusal, refusal.includes('duplicate') ? ['200'] : []]);
  });

  it('a second host behind thousands of other fields is not overlooked', async () => {
    const server = await start();
    const many = Array.from({ length: 2500 }, () => 'a:');
    expect(
      await sendAll(server, rawRequest('GET /echo', [BASIC, 'Host: a', ...many, 'Host: b'])),
    ).toEqual(['400 duplicate_header']);
  });

  it('a body that is longer than it says is the next request, and no part of the first', async () => {
    const server = await start();
    const body = '{"count":1}';
    const octets = rawRequest(
      'POST /echo',
      [BASIC, JSON_TYPE, lengthOf(body)],
      `${body}{"count":2}`,
    );
    expect(await sendAll(server, `${octets}\r\n\r\n`)).toEqual(['200', '400 message_malformed']);
  });

  it('no request at all', async () => {
    const server = await start();
    for (const octets of [
      '\r\n\r\nGET\r\n\r\n',
      '\u0016\u0003\u0001\u0002',
      'GET / HTTP/9.9\r\n\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    ]) {
      const [answer] = await sendAll(server, octets);
      expect(answer).toBe('400 message_malformed');
    }
  });

  it('a tunnel is none of ours', async () => {
    const server = await start();
    const answers = await sendAll(server, 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n');
    expect(answers).toEqual(['404 route_not_found']);
  });
});
