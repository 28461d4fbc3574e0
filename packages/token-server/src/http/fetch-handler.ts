import type { TokenServer } from '../token-server.js';
import { readFetchBody } from './read-fetch-body.js';
import { stripBasePath } from './strip-base-path.js';
import type { TokenHttpRequest } from './token-http-request.js';

/** A request in, a response out: what Bun, Deno, workers, framework routes and test code have in common. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** What a runtime knows of a request beside the request itself. */
export interface FetchHandlerOptions {
  /**
   * The address of the client: from the runtime, or from a header that only its own proxy can write. Without it, no address
   * is held to a limit of failures.
   */
  readonly clientAddressOf?: ((request: Request) => string | undefined) | undefined;
  /** What stands before the paths of the routes: `/api/agora`. Default: nothing. */
  readonly basePath?: string | undefined;
}

/** Path and query of a URL as `Request` writes it: whole, and normalized. */
function targetOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const end = url.indexOf('#', start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}

function toTokenRequest(
  request: Request,
  { clientAddressOf, basePath = '' }: FetchHandlerOptions,
): TokenHttpRequest {
  const { headers } = request;
  return {
    method: request.method,
    target: stripBasePath(targetOf(request.url), basePath),
    clientAddress: clientAddressOf?.(request),
    header: (name) => headers.get(name) ?? undefined,
    readBody: (maxBytes) => readFetchBody(request, maxBytes),
  };
}

/** The server as a fetch handler. */
export function toFetchHandler(
  server: TokenServer,
  options: FetchHandlerOptions = {},
): FetchHandler {
  return async (request) => {
    const { status, headers, body } = await server.answer(toTokenRequest(request, options));
    return new Response(body, { status, headers });
  };
}
