import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReceivedBody } from '../gateway/gateway-request.js';

const NO_BODY: ReceivedBody = { kind: 'octets', octets: new Uint8Array() };
const EXPECTS_CONTINUE = /^100-continue$/i;

/** Collects what a stream gives, and no more than may be. */
class BodyCollector {
  readonly #maxBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #byteLength = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Undefined for as long as there may be more. */
  add(chunk: Uint8Array): ReceivedBody | undefined {
    this.#byteLength += chunk.length;
    if (this.#byteLength > this.#maxBytes) {
      return { kind: 'too_large', byteLength: this.#byteLength };
    }
    this.#chunks.push(chunk);
    return undefined;
  }

  end(): ReceivedBody {
    return { kind: 'octets', octets: Buffer.concat(this.#chunks, this.#byteLength) };
  }
}

function collect(stream: IncomingMessage, maxBytes: number): Promise<ReceivedBody> {
  const collector = new BodyCollector(maxBytes);
  return new Promise((resolve) => {
    const onData = (chunk: Uint8Array): void => {
      const outcome = collector.add(chunk);
      if (outcome === undefined) return;
      // The rest flows away unseen.
      stream.off('data', onData).resume();
      resolve(outcome);
    };
    stream.on('data', onData);
    stream.once('end', () => resolve(collector.end()));
    // It stays: a stream that is torn down later must not bring down the process.
    stream.on('error', () => resolve({ kind: 'incomplete' }));
    stream.once('close', () => resolve({ kind: 'incomplete' }));
  });
}

/** Whether the head of a request of HTTP/1 announces a body that is not empty: RFC 9112, section 6. */
export function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * The octets of a request's body, at most `maxBytes`; it keeps no more than that. A client that waits to be asked for its
 * body is asked now.
 */
export function readRequestBody(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): ReceivedBody | Promise<ReceivedBody> {
  if (!announcesBody(request)) return NO_BODY;
  const announcedBytes = Number(request.headers['content-length'] ?? 0);
  if (announcedBytes > maxBytes) return { kind: 'too_large', byteLength: announcedBytes };
  if (request.destroyed || request.readableEnded) return { kind: 'incomplete' };
  if (EXPECTS_CONTINUE.test(request.headers.expect ?? '')) response.writeContinue();
  return collect(request, maxBytes);
}
