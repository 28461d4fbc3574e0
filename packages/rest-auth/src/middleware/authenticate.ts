import { AuthError } from '../errors.js';
import { octetsOfBody } from '../message/octets-of-body.js';
import { type BodyOutcome, readBody } from '../message/read-body.js';
import { parseProfile } from '../parse-profile.js';
import type { Principal } from '../principal.js';
import type { RequestHead } from '../request.js';
import { verifyRequestHead, type VerifyRequestOptions } from '../verify-request.js';
import { readFetchHead } from './read-fetch-head.js';

/** What `authenticate` takes. */
export interface AuthenticateOptions {
  /** How requests are verified: the same way all of them, or each as its path asks. */
  readonly verify:
    | VerifyRequestOptions
    | ((request: Request) => VerifyRequestOptions | Promise<VerifyRequestOptions>);
  /** The raw head, where the runtime has it. Default: `readFetchHead`, which says what a `Request` has lost. */
  readonly headOf?: ((request: Request) => RequestHead) | undefined;
  /** Told of each refusal, for logs and counters. */
  readonly onRefused?: ((error: AuthError, request: Request) => void) | undefined;
}

/** What comes behind it: called with a request that is proven, and nothing else. */
export type NextHandler = (request: Request, principal: Principal) => Response | Promise<Response>;

/** A request that was proven. */
interface ProvenRequest {
  readonly request: Request;
  readonly principal: Principal;
}

/** Reads nothing where the length that is announced is too large already. */
async function readRequestBody(request: Request, maxBytes: number): Promise<BodyOutcome> {
  const announcedBytes = Number(request.headers.get('content-length'));
  if (announcedBytes > maxBytes) return { kind: 'too_large', byteLength: announcedBytes };
  return readBody(request.body, maxBytes);
}

async function prove(request: Request, options: AuthenticateOptions): Promise<ProvenRequest> {
  const { verify, headOf = readFetchHead } = options;
  const chosen = typeof verify === 'function' ? await verify(request) : verify;
  const pending = await verifyRequestHead(headOf(request), chosen);
  const maxBytes = parseProfile(chosen.profile).maxBodyBytes;
  const outcome = await readRequestBody(request, maxBytes);
  const octets = octetsOfBody(outcome, { maxBytes, family: chosen.family });
  const principal = await pending.finish(octets);
  if (request.body === null) return { request, principal };
  // The one that was read cannot be read again.
  const { method } = request;
  return { request: new Request(request, { method, body: octets }), principal };
}

/**
 * Middleware for handlers of the fetch standard, in Workers, Deno, Bun and elsewhere.
 *
 * ```ts
 * const guard = authenticate({ verify: { schemes: [basic()], lookup, now } });
 * export default { fetch: (request: Request) => guard(request, (proven, principal) => handle(proven, principal)) };
 * ```
 *
 * The head is proven before the body is read; the body is read up to `maxBodyBytes` of the profile, and proven before
 * `next` is called, with a new request that has the very octets. Refusals are answered with `error.answer`. A `Request` is
 * not what was sent: see `readFetchHead`.
 *
 * Rejects with `invalid_auth_option`, and with what `next` and the ports reject with.
 */
export function authenticate(
  options: AuthenticateOptions,
): (request: Request, next: NextHandler) => Promise<Response> {
  return async (request, next) => {
    let proven: ProvenRequest;
    try {
      proven = await prove(request, options);
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      options.onRefused?.(error, request);
      return toResponse(error);
    }
    return next(proven.request, proven.principal);
  };
}

function toResponse({ answer }: AuthError): Response {
  const headers = new Headers();
  for (const [name, value] of answer.headers) headers.append(name, value);
  return new Response(answer.body, { status: answer.status, headers });
}
