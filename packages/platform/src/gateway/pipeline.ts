import type { Caller } from '../domain/caller.js';
import { RateLimitedError } from '../errors.js';
import type { LimitVerdict } from '../limits/rate-limiter.js';
import { answerOperation } from './answer-operation.js';
import { authenticate, type ProvenRequest, takeOctets } from './authenticate.js';
import { authorize } from './authorize.js';
import type { GatewayRequest } from './gateway-request.js';
import type { OpenGateway } from './gateway.js';
import { identifyCaller } from './identify-caller.js';
import { limitRate } from './limit-rate.js';
import type { GivenInput } from './parse-input.js';
import { type ReadBody, readBody } from './read-body.js';
import { type GatewayAnswer, type SuccessAnswer, writeError } from './write-answer.js';

/** A request that is over, but for sending its answer. */
export interface FinishedRequest {
  readonly answer: GatewayAnswer;
  /** Undefined where it was not proven. */
  readonly caller: Caller | undefined;
  /** Why it was refused or failed; undefined where it was answered. */
  readonly error: unknown;
}

const NO_BODY: ReadBody = { value: {}, origin: 'json' };

/** One request on its way through the gateway, and how far it has come. */
class Passage {
  readonly #request: GatewayRequest;
  readonly #gateway: OpenGateway;
  #caller: Caller | undefined;
  #limit: LimitVerdict | undefined;

  constructor(request: GatewayRequest, gateway: OpenGateway) {
    this.#request = request;
    this.#gateway = gateway;
  }

  async finish(): Promise<FinishedRequest> {
    try {
      const { status, body } = await this.#pass();
      const answer = { status, body, limit: this.#limit };
      return { answer, caller: this.#caller, error: undefined };
    } catch (error) {
      return { answer: this.#refuse(error), caller: this.#caller, error };
    }
  }

  /** The steps, in their order. Each may throw; its error is the answer. */
  async #pass(): Promise<SuccessAnswer> {
    const request = this.#request;
    const gateway = this.#gateway;
    const { row, input } = request.operation;
    // Who is it, unless its address has failed too often? And has it more to ask than it may?
    const proven = await authenticate(request, gateway);
    const caller = await identifyCaller(proven.principal, gateway);
    this.#caller = caller;
    await this.#limitRate(caller);
    // May it do this?
    const given = await this.#readInput(proven);
    await authorize(row, caller, { given, projects: gateway.projects });
    // Is it what the operation takes?
    const parsed = input.parse(given);
    // The work, and its audit event.
    return answerOperation({ request, caller, input: parsed }, gateway);
  }

  async #limitRate(caller: Caller): Promise<void> {
    this.#limit = await limitRate(this.#request.operation, caller, this.#gateway);
    if (this.#limit?.allowed === false) throw new RateLimitedError();
  }

  async #readInput(proven: ProvenRequest): Promise<GivenInput> {
    const { path, query } = this.#request;
    return { path, query, body: await this.#readBody(proven) };
  }

  /** A body that the operation does not have is not looked at. */
  async #readBody({ octets }: ProvenRequest): Promise<ReadBody> {
    const request = this.#request;
    const { input, family } = request.operation;
    if (!input.takesBody) return NO_BODY;
    return readBody(
      octets ?? (await takeOctets(request, this.#gateway)),
      {
        contentType: request.header('content-type'),
        contentEncoding: request.header('content-encoding'),
      },
      family,
    );
  }

  #refuse(error: unknown): GatewayAnswer {
    const { operation, requestId } = this.#request;
    const { family, challenges, row } = operation;
    const answer = writeError(error, { family, challenges, requestId });
    if (answer.status >= 500) {
      this.#gateway.onFailure({ error, requestId, operationId: row.id });
    }
    return { limit: this.#limit, ...answer };
  }
}

/**
 * All that happens to a request once its operation is found: limits -> authenticate -> authorize -> validate -> handle, with
 * the audit event of a change -> respond. Never fails: what goes wrong is an answer, too.
 */
export function answerRequest(
  request: GatewayRequest,
  gateway: OpenGateway,
): Promise<FinishedRequest> {
  return new Passage(request, gateway).finish();
}
