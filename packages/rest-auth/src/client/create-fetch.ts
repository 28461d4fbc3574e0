import { currentTime, drawNonce } from '../ambient.js';
import { InvalidAuthOptionError } from '../errors.js';
import { signRequest } from '../sign-request.js';
import {
  REVEALING_SCHEMES,
  type SchemeCredentials,
  type SchemeName,
} from '../signers/signer-table.js';
import type { SigningTime } from '../signers/signing-time.js';
import { canSendDate } from './can-send-date.js';
import { type OutgoingRequest, readOutgoing } from './outgoing-request.js';
import { isSkewRefusal, ServerClocks } from './server-clock.js';

/** `fetch`, but signed. */
export type SigningFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What `createFetch` takes. */
export interface CreateFetchOptions<Name extends SchemeName = SchemeName> {
  readonly scheme: Name;
  readonly credential: SchemeCredentials[Name];
  /** What sends. Default: the `fetch` of the runtime. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** The clock: whole Unix seconds. Default: that of the system. */
  readonly now?: (() => number) | undefined;
  /** Another text each time, 16 to 128 printable characters. Default: 128 bits of the system's random source. */
  readonly nonce?: (() => string) | undefined;
  /** Lets `basic` and `agora-token`, which send the credential itself, go over plain http beyond loopback. Default false. */
  readonly allowPlainHttp?: boolean | undefined;
  /** The header for the date of `hmac`. Default: `date`, and `x-date` in runtimes that do not let it be set. */
  readonly dateHeader?: SigningTime['dateHeader'];
}

/** Hosts whose traffic does not leave the machine. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Signs each request when it is sent. */
class SigningClient<Name extends SchemeName> {
  readonly #options: CreateFetchOptions<Name>;
  readonly #clocks: ServerClocks;
  #dateHeader: SigningTime['dateHeader'];

  constructor(options: CreateFetchOptions<Name>) {
    this.#options = options;
    this.#clocks = new ServerClocks(options.now ?? currentTime);
    this.#dateHeader = options.dateHeader;
  }

  async send(request: OutgoingRequest): Promise<Response> {
    const { origin } = request.url;
    this.#checkSecrecy(request.url);
    const response = await this.#sendOnce(request);
    // They sign no date, so nothing would be another one.
    if (REVEALING_SCHEMES.has(this.#options.scheme)) return response;
    if (!(await isSkewRefusal(response)) || !this.#clocks.adjust(origin, response)) return response;
    // Lets go of the connection; whether that works is no matter of the second request.
    response.body?.cancel().catch(() => undefined);
    return this.#sendOnce(request);
  }

  /** Throws `invalid_auth_option` where everyone on the way could read the credential. */
  #checkSecrecy({ protocol, hostname }: URL): void {
    const { scheme, allowPlainHttp = false } = this.#options;
    if (protocol === 'https:' || allowPlainHttp || LOOPBACK.test(hostname)) return;
    if (!REVEALING_SCHEMES.has(scheme)) return;
    throw new InvalidAuthOptionError(
      `${scheme} sends the credential itself: use https, or allowPlainHttp where the network is trusted`,
    );
  }

  async #sendOnce({ url, method, headers, body, init }: OutgoingRequest): Promise<Response> {
    const { scheme, credential, nonce = drawNonce, fetch: send = fetch } = this.#options;
    this.#dateHeader ??= canSendDate() ? 'date' : 'x-date';
    const unsigned = { method, authority: url.host, target: url.pathname + url.search, body };
    const now = this.#clocks.timeAt(url.origin);
    const requestId = headers.get('x-request-id') ?? undefined;
    const time = { now, nonce: nonce(), requestId, dateHeader: this.#dateHeader };
    const signed = new Headers(headers);
    for (const [name, value] of await signRequest(unsigned, { scheme, credential, ...time })) {
      signed.set(name, value);
    }
    return send(url.href, { ...init, method, headers: signed, body: body ?? null });
  }
}

/**
 * A `fetch` that signs what it sends.
 *
 * ```ts
 * const agora = createFetch({ scheme: 'hmac', credential: { customerId, customerSecret } });
 * await agora(`https://api.agora.io/v1/projects/${appId}/fls/domains`);
 * ```
 *
 * It takes what `fetch` takes, with these differences:
 *
 * - The octets of the body are made once, and those that were hashed are sent. A stream is read to its end before anything
 *   is sent. Of a `Request`, method, URL, headers, body, `redirect` and signal are taken; other settings belong in `init`.
 * - A caller's `X-Request-Id` is signed too by `hmac`. Give one that no other request has where equal requests may be sent
 *   within one second: their signatures are equal otherwise, and the second is refused as `replayed`.
 * - It sets `Authorization`, and drops one that is given; `Host` is always that of the URL.
 * - It follows no redirect: a signature is for one URL, and the one that a server names may be of another server. The
 *   response with status 3xx is given to the caller; with `redirect: 'error'` the call is rejected.
 * - Where a server refuses the date of a signature (401, `date_outside_window`, or Kong's text for it), the clock is set by
 *   the `Date` of that response, for this origin and for later calls too, and the request is signed anew and sent a second
 *   time. Nothing else is ever sent twice.
 *
 * Rejects with `invalid_auth_option`, and with what `fetch` rejects with. Customer secrets belong on servers, not in pages.
 */
export function createFetch<Name extends SchemeName>(
  options: CreateFetchOptions<Name>,
): SigningFetch {
  const client = new SigningClient(options);
  return async (input, init) => client.send(await readOutgoing(input, init));
}
