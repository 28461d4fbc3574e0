import { principalOf, restAuth } from '@stagedoor/rest-auth/fastify';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { answerRequest, type Gateway } from '../gateway/pipeline.js';
import type { ProvenRequest } from '../gateway/proven-request.js';
import { randomHex32 } from '../domain/random-id.js';
import { FAMILY_NAMES, type FamilyName } from '../operations/family-table.js';
import type { Operation } from '../operations/operation.js';
import { type OperationPorts, OPERATIONS } from '../operations/operation-table.js';
import { sendAnswer } from './send-answer.js';
import { type RequestVerification, verifyOptionsOf } from './verify-options.js';

/** What a server takes. */
export interface ServerOptions {
  readonly gateway: Gateway;
  readonly verification: Omit<RequestVerification, 'customers' | 'sources'>;
}

/** The types of what the router gives. */
interface RouteParts {
  readonly Params: ProvenRequest['path'];
  readonly Querystring: ProvenRequest['query'];
}

function toProvenRequest(
  request: FastifyRequest<RouteParts>,
  operation: Operation<OperationPorts>,
): ProvenRequest {
  return {
    operation,
    principal: principalOf(request),
    path: request.params,
    query: request.query,
    body: request.body,
    contentType: request.headers['content-type'],
    address: request.ip,
    requestId: request.id,
  };
}

/** The path as Fastify writes it. */
const toRoute = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

async function addFamily(
  app: FastifyInstance,
  family: FamilyName,
  { gateway, verification }: ServerOptions,
): Promise<void> {
  const { customers, sources } = gateway;
  await app.register(restAuth, {
    verify: verifyOptionsOf(family, { ...verification, customers, sources }),
  });
  for (const operation of OPERATIONS) {
    if (operation.family !== family) continue;
    app.route<RouteParts>({
      method: operation.method,
      url: toRoute(operation.path),
      handler: async (request, reply) =>
        sendAnswer(await answerRequest(toProvenRequest(request, operation), gateway), reply),
    });
  }
}

/** The HTTP server of all operations, not listening yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    routerOptions: { ignoreTrailingSlash: true },
    genReqId: () => randomHex32(options.gateway.sources),
  });
  for (const family of FAMILY_NAMES) {
    await app.register((scope) => addFamily(scope, family, options));
  }
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ message: 'no Route matched with those values' }),
  );
  return app;
}
