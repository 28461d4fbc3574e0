import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { AuthError } from './errors.js';
import { type BodyRules, octetsOfBody } from './message/octets-of-body.js';
import type { BodyOutcome } from './message/read-body.js';
import { readNodeHead } from './node-request.js';
import { parseProfile } from './parse-profile.js';
import type { Principal } from './principal.js';
import {
  type PendingRequest,
  verifyRequestHead,
  type VerifyRequestOptions,
} from './verify-request.js';

/** How far the proof of a request has come. */
type ProofState =
  /** The head is proven; the body is still to be read. */
  | { readonly kind: 'pending'; readonly pending: PendingRequest }
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

  private constructor(pending: PendingRequest, rules: ProofRules) {
    this.#state = { kind: 'pending', pending };
    this.#rules = rules;
  }

  /** Proves the head, and all of it where there is no body to prove. Throws an `AuthError` and `invalid_auth_option`. */
  static async begin(
    request: FastifyRequest,
    options: VerifyRequestOptions,
  ): Promise<RequestProof> {
    const { maxBodyBytes } = parseProfile(options.profile);
    const maxBytes = Math.min(maxBodyBytes, request.routeOptions.bodyLimit);
    // `request.url` is what the app may have made of it.
    const head = { ...readNodeHead(request.raw), target: request.originalUrl };
    const pending = await verifyRequestHead(head, options);
    const needsSha512 = String(request.headers['content-digest'] ?? '').includes('sha-512');
    const proof = new RequestProof(pending, { maxBytes, family: options.family, needsSha512 });
    if (!pending.needsBody || !mayHaveBody(request)) {
      proof.#state = { kind: 'proven', principal: await pending.finish() };
    }
    return proof;
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
  async takeBody(outcome: BodyOutcome): Promise<Uint8Array | undefined> {
    try {
      const octets = octetsOfBody(outcome, this.#rules);
      await this.#finish(octets);
      return octets;
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      this.#state = { kind: 'refused', error };
      return undefined;
    }
  }

  async #finish(octets: Uint8Array): Promise<void> {
    if (this.#state.kind !== 'pending') return;
    const principal = await this.#state.pending.finish({
      sha256: createHash('sha256').update(octets).digest(),
      ...(this.#rules.needsSha512 && { sha512: createHash('sha512').update(octets).digest() }),
      byteLength: octets.length,
    });
    this.#state = { kind: 'proven', principal };
  }
}
