import type { TokenHttpRequest } from './token-http-request.js';

/** Nothing that means something in a log, a header or a page. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/** The ID that a proxy in front gave the request, where it is one; else a new one. */
export function requestIdOf(
  request: Pick<TokenHttpRequest, 'header'>,
  newRequestId: () => string,
): string {
  const given = request.header('x-request-id');
  return given !== undefined && REQUEST_ID.test(given) ? given : newRequestId();
}
