import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { BodyAlreadyReadError, BodyIncompleteError, BodyTooLargeError } from '../errors.js';
import type { TokenServer } from '../token-server.js';
import type { TokenHttpAnswer } from './token-http-answer.js';
import type { TokenHttpRequest } from './token-http-request.js';

/** Of a header that came twice Node.js keeps one, or joins them; here all that came counts. */
function findHeader({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  let found: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const key = rawHeaders[i] ?? '';
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    const value = rawHeaders[i + 1] ?? '';
    found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}

/**
 * Reads to the end. What is larger is not kept, but read away: the connection still has an answer to carry, and perhaps other
 * requests. `requestTimeout` of the server ends what never ends.
 */
function readNodeBody(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (Number(incoming.headers['content-length']) > maxBytes) {
      reject(new BodyTooLargeError(maxBytes));
      return;
    }
    // By a body parser of Express, mostly. There would be no end to wait for.
    if (incoming.readableDidRead) {
      reject(new BodyAlreadyReadError());
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= maxBytes) return;
      chunks.length = 0;
      // It flows on, and what comes is dropped.
      incoming.off('data', take);
      reject(new BodyTooLargeError(maxBytes));
    };
    incoming.on('data', take);
    incoming.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
    );
    incoming.once('error', (cause) => reject(new BodyIncompleteError({ cause })));
  });
}

/** What a listener knows of its surroundings. */
export interface NodeListenerOptions {
  /** The address of the client. Default: of the connection. Behind proxies: `clientAddressBehind`. */
  readonly clientAddressOf?: ((incoming: IncomingMessage) => string | undefined) | undefined;
}

function toTokenRequest(
  incoming: IncomingMessage,
  clientAddress: string | undefined,
): TokenHttpRequest {
  return {
    method: incoming.method ?? 'GET',
    target: incoming.url ?? '',
    clientAddress,
    header: (name) => findHeader(incoming, name),
    readBody: (maxBytes) => readNodeBody(incoming, maxBytes),
  };
}

function send({ status, headers, body }: TokenHttpAnswer, outgoing: ServerResponse): void {
  outgoing.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  outgoing.end(body);
}

/** What others gave this server has failed: it goes on, and the connection learns nothing of why. */
function giveUp(outgoing: ServerResponse): void {
  if (outgoing.headersSent) outgoing.destroy();
  else outgoing.writeHead(500, { 'cache-control': 'no-store', 'content-length': 0 }).end();
}

function trySend(answer: TokenHttpAnswer, outgoing: ServerResponse): void {
  try {
    send(answer, outgoing);
  } catch {
    giveUp(outgoing);
  }
}

/** A listener for `http.createServer`, for Express and for what else calls functions of `node:http`. */
export function toNodeListener(
  server: TokenServer,
  { clientAddressOf = ({ socket }) => socket.remoteAddress }: NodeListenerOptions = {},
): RequestListener {
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const request = toTokenRequest(incoming, clientAddressOf(incoming));
      const made = await server.answer(request);
      // Together with the others of this turn of the event loop: to write in between costs both sides a wake-up for each.
      setImmediate(() => trySend(made, outgoing));
    } catch {
      giveUp(outgoing);
    }
  };
  return (incoming, outgoing) => void answer(incoming, outgoing);
}
