import type { TokenHttpRequest } from './token-http-request.js';

/** W3C Trace Context, section 3.2: versions to come may add fields behind another dash. */
const TRACEPARENT =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?<more>-[\x21-\x7e]*)?$/;
const FIRST_VERSION = '00-';
const MAX_LENGTH = 256;

/** The `traceparent` of a request, as it came; undefined for one that is not well-formed. */
export function traceparentOf(request: Pick<TokenHttpRequest, 'header'>): string | undefined {
  const value = request.header('traceparent');
  if (value === undefined || value.length > MAX_LENGTH) return undefined;
  const match = TRACEPARENT.exec(value);
  if (match === null) return undefined;
  const hasMore = match.groups?.['more'] !== undefined;
  return hasMore && value.startsWith(FIRST_VERSION) ? undefined : value;
}
