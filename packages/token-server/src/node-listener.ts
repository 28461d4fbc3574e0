import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FetchHandler } from './token-handler.js';

/**
 * The body as a web stream. Giving up on it does not destroy the connection, which still has an answer to carry:
 * node:http reads the rest away after the response.
 */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = incoming.iterator({ destroyOnReturn: false });
  return new ReadableStream({
    async pull(controller) {
      const chunk = await chunks.next();
      if (chunk.done === true) controller.close();
      else controller.enqueue(chunk.value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}

/** The request as the handler sees it. The Host header is the client's word, so no URL is built from it. */
function toRequest(incoming: IncomingMessage): Request | undefined {
  const { method = 'GET', url = '/' } = incoming;
  if (!url.startsWith('/')) return undefined;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(`http://localhost${url}`, {
    method,
    headers: headersOf(incoming),
    ...(hasBody ? { body: bodyOf(incoming), duplex: 'half' } : {}),
  });
}

async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  outgoing.end(new Uint8Array(await response.arrayBuffer()));
}

function sendStatus(outgoing: ServerResponse, status: 404 | 500): void {
  if (!outgoing.headersSent) outgoing.writeHead(status, { 'content-type': 'text/plain' });
  outgoing.end();
}

/**
 * A listener for `http.createServer` that answers with `handler`. A handler that rejects is answered with an empty
 * 500, and what the fetch standard refuses (the method TRACE, a target that is no path) with an empty 404.
 */
export function toNodeListener(handler: FetchHandler): RequestListener {
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    let request: Request | undefined;
    try {
      request = toRequest(incoming);
    } catch {
      request = undefined;
    }
    if (request === undefined) return sendStatus(outgoing, 404);
    return sendResponse(await handler(request), outgoing);
  };
  return (incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => sendStatus(outgoing, 500));
  };
}
