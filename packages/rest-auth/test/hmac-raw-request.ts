import type { ReceivedRequest } from '../src/index.js';
import { buildOptions } from './hmac-request.js';
import { HmacServer } from './hmac-server.js';
import { exchange } from './raw-connection.js';

/** What became of octets that a server was sent. */
export interface RawOutcome {
  /** The status of the last answer. */
  readonly status: string;
  /** What got through to the handler. */
  readonly handled: readonly string[];
  /** The codes of what the verifier refused. */
  readonly refused: readonly string[];
}

/** Sends octets to Node's parser with our verifier behind it, a new one each time. */
export async function sendRaw(text: string): Promise<RawOutcome> {
  const server = await HmacServer.start(buildOptions());
  try {
    const response = await exchange(server.port, text);
    // An interim answer may stand before the last one.
    const status = [...response.matchAll(/HTTP\/1\.1 (\d{3})/g)].at(-1)?.[1] ?? 'closed';
    return { status, handled: server.handled, refused: server.refused };
  } finally {
    await server.stop();
  }
}

/** The head of a request as octets, with some header lines more. */
export function writeHead(request: ReceivedRequest, ...more: readonly string[]): string {
  const { method, target, headers } = request;
  const fields = headers.map(([name, value]) => `${name}: ${value}`);
  const lines = [`${method} ${target} HTTP/1.1`, ...fields, ...more, 'Connection: close', '', ''];
  return lines.join('\r\n');
}
