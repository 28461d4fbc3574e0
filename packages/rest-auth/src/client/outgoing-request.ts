import { InvalidAuthOptionError } from '../errors.js';

/** A request to sign and send, perhaps twice. */
export interface OutgoingRequest {
  /** Without fragment, and without a `?` that has nothing behind it: runtimes differ in whether they send that one. */
  readonly url: URL;
  /** In capitals. */
  readonly method: string;
  /** Those of the caller, and the content type of the body. */
  readonly headers: Headers;
  /** The octets to hash and to send; undefined where there is no body. */
  readonly body: Uint8Array<ArrayBuffer> | undefined;
  /** Everything else that `fetch` is given. */
  readonly init: RequestInit;
}

/** What the signer and the runtime set. */
const OWN_HEADERS = ['authorization', 'host'];

function parseUrl(text: string): URL {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InvalidAuthOptionError('only requests of http and https can be signed');
  }
  url.hash = '';
  // Also takes away a lone question mark.
  if (url.search === '') url.search = '';
  return url;
}

function headersOf(request: Request): Headers {
  const headers = new Headers(request.headers);
  for (const name of OWN_HEADERS) headers.delete(name);
  return headers;
}

/** What `fetch` takes beside the parts that are signed. A redirect is never followed: see `createFetch`. */
function restOf(input: string | URL | Request, init: RequestInit): RequestInit {
  const given = input instanceof Request ? input : undefined;
  const redirect = init.redirect ?? given?.redirect;
  return {
    ...(given === undefined ? {} : { signal: given.signal }),
    ...init,
    redirect: redirect === 'error' ? 'error' : 'manual',
  };
}

/**
 * Makes the octets of a request once, with the content type that `fetch` would give them; also of forms, whose boundary is
 * drawn anew whenever they are written, and of streams, which are read to their end. Throws `invalid_auth_option` for a
 * URL of another kind than http, and what `new Request` throws.
 */
export async function readOutgoing(
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<OutgoingRequest> {
  // Without the signal: each request that hears it would keep it from being collected.
  const request = new Request(input, { ...init, signal: null, duplex: 'half' });
  const url = parseUrl(request.url);
  const hasBody = request.body !== null;
  return {
    url,
    method: request.method.toUpperCase(),
    headers: headersOf(request),
    body: hasBody ? new Uint8Array(await request.arrayBuffer()) : undefined,
    init: restOf(input, init),
  };
}
