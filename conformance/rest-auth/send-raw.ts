import { connect } from 'node:tls';
import type { ReceivedRequest } from '@stagedoor/rest-auth';
import type { Arrival, TlsServer } from './tls-server.js';

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  /** The value of `X-Stagedoor-Error`, if there is one. */
  readonly code: string | undefined;
  readonly body: string;
}

const isChunked = ({ headers }: ReceivedRequest): boolean =>
  headers.some(([name]) => name.toLowerCase() === 'transfer-encoding');

/** A request as octets, in the order in which its headers arrived. */
function toOctets(request: Omit<Arrival, 'outcomes'>): Buffer {
  const { method, target, headers, body } = request;
  const fields = headers.filter(([name]) => !/^(connection|expect)$/i.test(name));
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...fields.map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (!isChunked(request)) return Buffer.concat([head, body]);
  const size = `${body.length.toString(16)}\r\n`;
  return Buffer.concat([head, Buffer.from(size), body, Buffer.from('\r\n0\r\n\r\n')]);
}

function parseAnswer(text: string): RawAnswer {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
  const code = /^x-stagedoor-error: (.*)$/im.exec(text)?.[1]?.trim();
  return { status, code, body: text.slice(text.indexOf('\r\n\r\n') + 4) };
}

/** Sends what someone may have recorded on the way: the octets of a request, over TLS. */
export async function sendRaw(
  request: Omit<Arrival, 'outcomes'>,
  server: TlsServer,
  authority: string,
): Promise<RawAnswer> {
  const socket = connect({ host: '127.0.0.1', port: server.port, ca: authority });
  socket.write(toOctets(request));
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
  return parseAnswer(Buffer.concat(chunks).toString());
}
