import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach } from 'vitest';

const open: Server[] = [];

/** Lets servers listen on loopback, and closes them after each test. Call it once in a file. */
export function useListening(): (server: Server) => Promise<number> {
  afterEach(async () => {
    for (const server of open.splice(0)) {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    }
  });
  return async (server) => {
    open.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
}

/** All that comes back until the connection is over. A server that has had enough may reset it. */
function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
  });
}

/** Sends octets as they are, and gives all that comes back until the server closes. */
export function sendRaw(port: number, octets: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(octets, 'latin1');
  return readAll(socket);
}

/** A connection that stays open, and what comes back until the server closes it. */
export function hold(port: number): { readonly socket: Socket; readonly all: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  return { socket, all: readAll(socket) };
}

/** A request as it stands on the wire, of the caller zoe, and the last of its connection. */
export function rawRequest(
  line: string,
  { headers = ['Authorization: Bearer key-zoe'], body = '' }: RawParts = {},
): string {
  const length = body === '' ? [] : [`Content-Length: ${body.length}`];
  const lines = [`${line} HTTP/1.1`, 'Host: a', 'Connection: close', ...headers, ...length];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** What of a raw request a test says. */
export interface RawParts {
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** The status and the code of an answer as it stood on the wire. */
export function readAnswer(answer: string): readonly [number, string | undefined] {
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? [];
  const [, code] = /^x-stagedoor-error: (\S+)\r$/m.exec(answer) ?? [];
  return [Number(status), code];
}
