import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { exchange } from '../test/raw-connection.js';
import { hmacOptions, signHmacHeaders } from '../test/sample-customer.js';
import { verifyRequest, type RequestHead } from './index.js';
import { readNodeHead } from './node-request.js';

const open: Server[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

async function listen(server: Server): Promise<number> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The head that Node gives for these octets. */
async function headOf(octets: string): Promise<RequestHead | undefined> {
  let head: RequestHead | undefined;
  const server = createServer((request: IncomingMessage, response) => {
    head = readNodeHead(request);
    response.setHeader('Connection', 'close').end();
  });
  await exchange(await listen(server), octets);
  return head;
}

/** The head that Node gives for these fields over HTTP/2. */
async function http2HeadOf(fields: Readonly<Record<string, string>>): Promise<RequestHead> {
  let head: RequestHead | undefined;
  const server = createHttp2Server((request, response) => {
    head = readNodeHead(request);
    response.end();
  });
  const session = connect(`http://127.0.0.1:${await listen(server)}`);
  try {
    const stream = session.request(fields);
    stream.end();
    stream.resume();
    await once(stream, 'close');
  } finally {
    session.destroy();
  }
  if (head === undefined) throw new Error('the server saw no request');
  return head;
}

describe('readNodeHead', () => {
  it('is what was sent: target, order, letter case, duplicates, octets', async () => {
    const octets = [
      'PATCH /caf%c3%a9/../a?&b=%20+&b=1? HTTP/1.1',
      'X-b: 1',
      'host: a:80',
      'DATE: x',
      'Date: y',
      'X-B:  caf\u00c3\u00a9 \t z \t',
      'Authorization: one',
      'Authorization: two',
    ];
    expect(await headOf(`${octets.join('\r\n')}\r\n\r\n`)).toEqual({
      method: 'PATCH',
      target: '/caf%c3%a9/../a?&b=%20+&b=1?',
      httpVersion: '1.1',
      headers: [
        ['X-b', '1'],
        ['host', 'a:80'],
        ['DATE', 'x'],
        ['Date', 'y'],
        ['X-B', 'caf\u00c3\u00a9 \t z'],
        ['Authorization', 'one'],
        ['Authorization', 'two'],
      ],
    });
  });

  it('knows HTTP/1.0', async () => {
    expect(await headOf('GET / HTTP/1.0\r\n\r\n')).toEqual({
      method: 'GET',
      target: '/',
      httpVersion: '1.0',
      headers: [],
    });
  });

  it('takes a version that it does not know for 1.1', () => {
    const request = { method: 'GET', url: '/', httpVersion: '1.7', rawHeaders: ['a', 'b'] };
    expect(readNodeHead(request as unknown as IncomingMessage)).toEqual({
      method: 'GET',
      target: '/',
      httpVersion: '1.1',
      headers: [['a', 'b']],
    });
  });

  it('takes the authority of HTTP/2 for Host, and drops pseudo fields', async () => {
    const head = await http2HeadOf({
      ':method': 'PUT',
      ':path': '/a?',
      ':authority': 'api.agora.io',
      'x-a': 'caf\u00e9',
    });
    expect(head).toEqual({
      method: 'PUT',
      target: '/a?',
      httpVersion: '2',
      headers: [
        ['Host', 'api.agora.io'],
        ['x-a', 'caf\u00e9'],
      ],
    });
  });

  it('keeps the Host of HTTP/2 where it is the authority, or there is none', async () => {
    for (const authority of [{ ':authority': 'a' }, {}]) {
      const { headers } = await http2HeadOf({ ':path': '/', ...authority, host: 'a' });
      expect(headers).toEqual([['host', 'a']]);
    }
  });

  it('keeps both where they differ, and the verifier refuses that', async () => {
    const signed = await signHmacHeaders({ method: 'GET', target: '/', authority: 'a' });
    const fields = Object.fromEntries(signed);
    const right = await http2HeadOf({ ':path': '/', ':authority': 'a', ...fields });
    await expect(verifyRequest(right, hmacOptions())).resolves.toMatchObject({ kind: 'customer' });
    const wrong = await http2HeadOf({ ':path': '/', ':authority': 'b', host: 'a', ...fields });
    expect(wrong.headers.slice(0, 2)).toEqual([
      ['Host', 'b'],
      ['host', 'a'],
    ]);
    await expect(verifyRequest(wrong, hmacOptions())).rejects.toMatchObject({
      code: 'duplicate_header',
    });
  });
});
