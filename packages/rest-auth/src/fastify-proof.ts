import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { AuthError } from './errors.js';
import { type Eventually, whenKnown } from './eventually.js';
import { type BodyRules, octetsOfBody } from './message/octets-of-body.js';
import type { BodyOutcome } from './message/read-body.js';
import { readNodeHead } from './node-request.js';
import { parseProfile } from './parse-profile.js';
import type { Principal } from './principal.js';
import {
  proveRequestHead,
  type ProvenRequest,
  type VerifyRequestOptions,
} from './verify-request.js';

/** Where a request has its proof: looking it up in a map, which must be weak, costs more than the proof itself. */
export const PROOF: unique symbol = Symbol('stagedoor.proof');

declare module 'fastify' {
  interface FastifyRequest {
    [PROOF]: RequestProof | undefined;
  }
}

/** How far the proof of a request has come. */
type ProofState =
  /** The head is proven; the body is still to be read. */
  | { readonly kind: 'pending'; readonly pending: ProvenRequest }
  | { readonly kind: 'proven'; readonly principal: Principal }
  | { readonly kind: 'refused'; readonly error: AuthError };

/** A request of HTTP/1 says in its head whether it has a body; others may have one in any case. */
function mayHaveBody({ raw, headers }: FastifyRequest): boolean {
  if (raw.httpVersionMajor > 1 || headers['transfer-encoding'] !== undefined) return true;
  return Number(headers['content-length'] ?? 0) > 0;
}

/** What is done with a body. */
interface ProofRules extends BodyRules {
  /** Whether a Content-Digest names it. */
  readonly needsSha512: boolean;
}

/** The proof of one request, from its head to its body. */
export class RequestProof {
  readonly #rules: ProofRules;
  #state: ProofState;

  private constructor(pending: ProvenRequest, rules: ProofRules) {
    this.#state = { kind: 'pending', pending };
    this.#rules = rules;
  }

  /** Proves the head, and all of it where there is no body to prove. Throws an `AuthError` and `invalid_auth_option`. */
  static begin(request: FastifyRequest, options: VerifyRequestOptions): Eventually<RequestProof> {
    // `request.url` is what the app may have made of it.
    const head = { ...readNodeHead(request.raw), target: request.originalUrl };
    return whenKnown(proveRequestHead(head, options), (pending) =>
      RequestProof.#beginBody(pending, request, options),
    );
  }

  static #beginBody(
    pending: ProvenRequest,
    request: FastifyRequest,
    options: VerifyRequestOptions,
  ): Eventually<RequestProof> {
    const { maxBodyBytes } = parseProfile(options.profile);
    const maxBytes = Math.min(maxBodyBytes, request.routeOptions.bodyLimit);
    const needsSha512 = String(request.headers['content-digest'] ?? '').includes('sha-512');
    const proof = new RequestProof(pending, { maxBytes, family: options.family, needsSha512 });
    if (pending.needsBody && mayHaveBody(request)) return proof;
    return whenKnown(pending.finish(), (principal) => {
      proof.#state = { kind: 'proven', principal };
      return proof;
    });
  }

  /** The most octets of the body that are to be read. */
  get maxBytes(): number {
    return this.#rules.maxBytes;
  }

  /** Where it stands. */
  get state(): ProofState {
    return this.#state;
  }

  /**
   * Proves the body that was read, unless that is no part of the proof. Its octets; undefined where they are refused. Does
   * not throw an `AuthError`: `state` has it then.
   */
  takeBody(outcome: BodyOutcome): Eventually<Uint8Array | undefined> {
    try {
      const octets = octetsOfBody(outcome, this.#rules);
      const finished = this.#finish(octets);
      if (!(finished instanceof Promise)) return octets;
      return finished.then(
        () => octets,
        (error: unknown) => this.#refuse(error),
      );
    } catch (error) {
      return this.#refuse(error);
    }
  }

  #refuse(error: unknown): undefined {
    if (!(error instanceof AuthError)) throw error;
    this.#state = { kind: 'refused', error };
    return undefined;
  }

  #finish(octets: Uint8Array): Eventually<void> {
    if (this.#state.kind !== 'pending') return undefined;
    const finished = this.#state.pending.finish({
      sha256: hash('sha256', octets, 'buffer'),
      ...(this.#rules.needsSha512 && { sha512: hash('sha512', octets, 'buffer') }),
      byteLength: octets.length,
    });
    return whenKnown(finished, (principal) => {
      this.#state = { kind: 'proven', principal };
    });
  }
}
