import { isIP } from 'node:net';
import type { RequestHead } from '@stagedoor/rest-auth';
import { readNodeHead } from '@stagedoor/rest-auth/node';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayRequest, ReceivedBody } from '../gateway/gateway-request.js';
import type { PreparedOperation } from '../gateway/prepared-operation.js';
import { readRequestBody } from './read-request-body.js';

/** The types of what the router gives. */
export interface RouteParts {
  readonly Params: GatewayRequest['path'];
  readonly Querystring: GatewayRequest['query'];
}

/** The address of the sender. What a proxy that is trusted passes on may be no address at all: then it is the proxy's own. */
export function addressOf({ ip, socket }: FastifyRequest<RouteParts> | FastifyRequest): string {
  return isIP(ip) === 0 ? (socket.remoteAddress ?? 'unknown') : ip;
}

/** A request of Fastify as the gateway takes it. */
export class FastifyGatewayRequest implements GatewayRequest {
  readonly operation: PreparedOperation;
  readonly head: RequestHead;
  readonly path: GatewayRequest['path'];
  readonly query: GatewayRequest['query'];
  readonly address: string;
  readonly requestId: string;
  readonly #request: FastifyRequest<RouteParts>;
  readonly #reply: FastifyReply;

  constructor(
    operation: PreparedOperation,
    request: FastifyRequest<RouteParts>,
    reply: FastifyReply,
  ) {
    this.operation = operation;
    this.head = readNodeHead(request.raw);
    this.path = request.params;
    this.query = request.query;
    this.address = addressOf(request);
    this.requestId = request.id;
    this.#request = request;
    this.#reply = reply;
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name];
    return typeof value === 'object' ? value[0] : value;
  }

  takeBody(maxBytes: number): ReceivedBody | Promise<ReceivedBody> {
    return readRequestBody(this.#request.raw, this.#reply.raw, maxBytes);
  }
}
