import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HostNotServedError, RouteNotFoundError, UrlMalformedError } from '../gateway/errors.js';
import type { OpenGateway } from '../gateway/gateway.js';
import { observeRequest, observeStray } from '../gateway/observe-request.js';
import type { ObserverList } from '../gateway/observer-list.js';
import { answerRequest } from '../gateway/pipeline.js';
import type { PreparedOperation } from '../gateway/prepared-operation.js';
import { writeError } from '../gateway/write-answer.js';
import { commonFields } from './answer-fields.js';
import type { AnswerIds } from './answer-ids.js';
import { addressOf, FastifyGatewayRequest, type RouteParts } from './fastify-gateway-request.js';
import { sendAnswer } from './send-answer.js';

/** What `GatewayServer` takes. */
export interface GatewayServerOptions {
  readonly gateway: OpenGateway;
  readonly ids: AnswerIds;
  readonly observers: ObserverList;
}

/** Requests of Fastify, answered by the gateway and told of. */
export class GatewayServer {
  readonly #gateway: OpenGateway;
  readonly #ids: AnswerIds;
  readonly #observers: ObserverList;

  constructor({ gateway, ids, observers }: GatewayServerOptions) {
    this.#gateway = gateway;
    this.#ids = ids;
    this.#observers = observers;
  }

  /** The ID of a request, before anything else is known of it. */
  nameRequest({ headers }: Pick<IncomingMessage, 'headers'>): string {
    return this.#ids.ofRequest(headers['x-request-id']);
  }

  /** The fields that every answer has, whoever writes the rest. */
  addCommonFields(request: FastifyRequest, reply: FastifyReply): void {
    void reply.headers(commonFields(request.id, this.#ids.next()));
  }

  /** Answers a request for an operation. Never fails. */
  async serve(
    operation: PreparedOperation,
    request: FastifyRequest<RouteParts>,
    reply: FastifyReply,
  ): Promise<void> {
    const startedAtMillis = performance.now();
    const received = new FastifyGatewayRequest(operation, request, reply);
    const finished = await answerRequest(received, this.#gateway);
    sendAnswer(finished.answer, reply, this.#now());
    if (this.#observers.isEmpty) return;
    const { customers } = this.#gateway;
    const latencyMillis = performance.now() - startedAtMillis;
    this.#observers.tell(observeRequest(received, finished, { customers, latencyMillis }));
  }

  /** Answers a request that no route takes. */
  refuseRoute(request: FastifyRequest, reply: FastifyReply): void {
    this.#refuse(new RouteNotFoundError(), request, reply);
  }

  /** Answers a request for a host that is not served here. */
  refuseHost(request: FastifyRequest, reply: FastifyReply): void {
    this.#refuse(new HostNotServedError(), request, reply);
  }

  /** Answers a request whose path cannot be decoded, and which has passed no hook. */
  refuseUrl(request: FastifyRequest, reply: FastifyReply): void {
    this.addCommonFields(request, reply);
    this.#refuse(new UrlMalformedError(), request, reply);
  }

  /** Answers a request that somebody's own route failed on. */
  refuseFault(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    this.#gateway.onFailure({ error, requestId: request.id, operationId: 'none' });
    this.#refuse(error, request, reply);
  }

  #refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const requestId = request.id;
    const answer = writeError(error, { family: undefined, challenges: [], requestId });
    sendAnswer(answer, reply, this.#now());
    const { status } = answer;
    const address = addressOf(request);
    this.#observers.tell(observeStray({ error, status, latencyMillis: 0, address, requestId }));
  }

  #now(): number {
    return this.#gateway.sources.now();
  }
}
