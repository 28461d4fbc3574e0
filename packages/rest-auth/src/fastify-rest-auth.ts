import type {
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  HookHandlerDoneFunction,
} from 'fastify';
import { AuthError, InvalidAuthOptionError } from './errors.js';
import { settle, toError, whenKnown } from './eventually.js';
import { createBodyParser } from './fastify-body-parser.js';
import { PROOF, RequestProof } from './fastify-proof.js';
import { sendRefusal } from './fastify-refusal.js';
import { readNodeBody } from './node-body.js';
import type { Principal } from './principal.js';
import type { VerifyRequestOptions } from './verify-request.js';

/** What `restAuth` takes. */
export interface RestAuthOptions {
  /** How requests are verified: the same way all of them, or each as its route and path ask. */
  readonly verify:
    | VerifyRequestOptions
    | ((request: FastifyRequest) => VerifyRequestOptions | Promise<VerifyRequestOptions>);
  /**
   * Whether a body is JSON whatever its content type says, or if it says nothing. Samples of the documents in Python, Java
   * and PHP send JSON so. Default false: what is not declared as JSON is given to the handler as a Buffer.
   */
  readonly assumeJson?: boolean | undefined;
  /** Told of each refusal, for logs and counters. */
  readonly onRefused?: ((error: AuthError, request: FastifyRequest) => void) | undefined;
}

/** What is done with an error of one step of a request. */
interface HookStep {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly done: HookHandlerDoneFunction;
}

/** Who sent a request of which the body was read. Throws an `AuthError`, and `invalid_auth_option`. */
function requirePrincipal({ state }: RequestProof): Principal {
  switch (state.kind) {
    case 'proven':
      return state.principal;
    case 'refused':
      throw state.error;
    case 'pending':
      throw new InvalidAuthOptionError(
        'the body was read by another content type parser than that of restAuth, so it cannot be proven: remove that parser from this scope, and parse request.body, which is a Buffer, in a preHandler hook',
      );
  }
}

/** Fastify runs no parser for some methods, such as GET. Their bodies are proven all the same. */
async function readUnparsed({ raw }: FastifyRequest, proof: RequestProof): Promise<void> {
  if (!raw.readableDidRead) await proof.takeBody(await readNodeBody(raw, proof.maxBytes));
}

/** The three steps of a request through one scope. None of them waits where nothing is to be waited for. */
class ScopeGuard {
  readonly #options: RestAuthOptions;

  constructor(options: RestAuthOptions) {
    this.#options = options;
  }

  /** Before anything of the body is read. */
  proveHead(step: HookStep): void {
    const { request, done } = step;
    const { verify } = this.#options;
    settle(
      () =>
        whenKnown(typeof verify === 'function' ? verify(request) : verify, (options) =>
          RequestProof.begin(request, options),
        ),
      (proof) => {
        request[PROOF] = proof;
        done();
      },
      (error) => this.#fail(error, step),
    );
  }

  /** The proof that `proveHead` began. Throws `invalid_auth_option` where it did not run. */
  proofOf(request: FastifyRequest): RequestProof {
    const proof = request[PROOF];
    if (proof !== undefined) return proof;
    throw new InvalidAuthOptionError('restAuth has not seen the head of this request');
  }

  /** After the body was parsed: nothing that is not proven goes any further. */
  requireProof(step: HookStep): void {
    const { request, done } = step;
    settle(
      () => {
        const proof = this.proofOf(request);
        const isRead = proof.state.kind === 'pending' ? readUnparsed(request, proof) : undefined;
        return whenKnown(isRead, () => requirePrincipal(proof));
      },
      (principal) => {
        request.principal = principal;
        done();
      },
      (error) => this.#fail(error, step),
    );
  }

  #fail(error: unknown, { request, reply, done }: HookStep): void {
    if (!(error instanceof AuthError)) return done(toError(error));
    this.#options.onRefused?.(error, request);
    void sendRefusal(error, reply);
    return undefined;
  }
}

function addGuard(instance: FastifyInstance, options: RestAuthOptions): void {
  const guard = new ScopeGuard(options);
  instance.decorateRequest('principal');
  instance.decorateRequest(PROOF);
  const parser = createBodyParser(instance, {
    assumeJson: options.assumeJson ?? false,
    proofOf: (request) => guard.proofOf(request),
  });
  // A parser that was there before would read the body and leave nothing to prove.
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(['application/json', '*'], parser);
  instance.addHook('onRequest', (request, reply, done) => {
    guard.proveHead({ request, reply, done });
  });
  instance.addHook('preValidation', (request, reply, done) => {
    guard.requireProof({ request, reply, done });
  });
}

/**
 * Proves who sends each request of the scope that registers it and of the scopes in that one. Register it before scopes in
 * that one: a scope that was there before keeps its own content type parsers, and its bodies cannot be proven. Other scopes
 * are untouched.
 *
 * ```ts
 * await app.register(async (scope) => {
 *   await scope.register(restAuth, { verify: { schemes: [hmac()], lookup, now, replay } });
 *   scope.patch('/v1/projects/:appId/fls/*', async (request) => principalOf(request));
 * });
 * ```
 *
 * The head is proven before any octet of the body is read; the body, up to `maxBodyBytes` of the profile or Fastify's
 * `bodyLimit`, whichever is less, before any of it is parsed. The body is JSON, a Buffer for other content types, or
 * undefined where there is none. A refused request is answered with `error.answer` and gets no further; so does one whose
 * body another content type parser has read, with status 500 and `invalid_auth_option`.
 *
 * It takes the place of the content type parsers of the scope. It also guards the not-found handler, if that is of the
 * scope. Node itself answers `Expect: 100-continue` before any plugin is asked.
 */
export const restAuth: FastifyPluginAsync<RestAuthOptions> = /* @__PURE__ */ Object.assign(
  async (instance: FastifyInstance, options: RestAuthOptions): Promise<void> => {
    addGuard(instance, options);
  },
  {
    // What makes a plugin belong to the scope that registers it.
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: '@stagedoor/rest-auth',
    [Symbol.for('plugin-meta')]: { name: '@stagedoor/rest-auth', fastify: '>=5' },
  },
);
