import type { RequestListener, ServerResponse } from 'node:http';
import type { ServerOptions as TlsOptions } from 'node:https';
import type { Socket } from 'node:net';
import { PROFILES } from '@stagedoor/rest-auth';
import Fastify, { type FastifyInstance } from 'fastify';
import { createHostCheck } from '../gateway/create-host-check.js';
import { createCredentialLookup } from '../gateway/credential-lookup.js';
import type { FailureObserver, GatewayObserver } from '../gateway/gateway-observation.js';
import { type Gateway, openGateway, type OpenGateway } from '../gateway/gateway.js';
import { ObserverList } from '../gateway/observer-list.js';
import { prepareOperation } from '../gateway/prepared-operation.js';
import { RequestVerification, type VerificationOptions } from '../gateway/verify-options.js';
import type { LimitSetting } from '../limits/limit-options.js';
import type { Operation } from '../operations/operation.js';
import { describeOperations } from '../operations/openapi.js';
import { type OperationPorts, OPERATIONS } from '../operations/operation-table.js';
import { AnswerIds } from './answer-ids.js';
import { ConnectionRefuser } from './connection-refuser.js';
import {
  type ConnectionLimits,
  createLimitedServer,
  DEFAULT_CONNECTION_LIMITS,
} from './connection-limits.js';
import type { RouteParts } from './fastify-gateway-request.js';
import { GatewayServer } from './serve-gateway.js';
import { serveReference } from './serve-reference.js';

/** A path that a listener of `node:http` answers by itself, with all methods. */
export interface MountedListener {
  readonly path: string;
  readonly listener: RequestListener;
}

/** What a server takes. */
export interface ServerOptions {
  readonly gateway: Gateway;
  readonly verification: VerificationOptions;
  /** Default: those of the route families, and 20 failed authentications of an address in a second. */
  readonly limits?: LimitSetting | undefined;
  /** Addresses and networks whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** The hosts that clients may name, with their port or without; others are refused. Default: any. */
  readonly allowedHosts?: readonly string[] | undefined;
  readonly connections?: Partial<ConnectionLimits> | undefined;
  /** Certificate and key, for TLS; without it, plain HTTP. */
  readonly tls?: TlsOptions | undefined;
  /** Told of each request when it is over. */
  readonly observers?: readonly GatewayObserver[] | undefined;
  /** Told of each fault on this side. */
  readonly onFailure?: FailureObserver | undefined;
  /** What is served beside the operations, on the same origin. */
  readonly mounts?: readonly MountedListener[] | undefined;
  /** Of the program, for the OpenAPI document and its page; without it, neither is served. */
  readonly version?: string | undefined;
  /** Default: all. */
  readonly operations?: readonly Operation<OperationPorts>[] | undefined;
}

/** The path as Fastify writes it. */
const toRoute = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

const unreachable = (): Promise<never> =>
  Promise.reject(new TypeError('the gateway answers before a handler is reached'));

/** One route for each operation. */
function addOperations(
  app: FastifyInstance,
  server: GatewayServer,
  { gateway, options }: { readonly gateway: OpenGateway; readonly options: ServerOptions },
): void {
  const { customers, projects, sources } = gateway;
  const lookup = createCredentialLookup(customers, projects);
  const verification = new RequestVerification(options.verification, lookup, sources);
  for (const row of options.operations ?? OPERATIONS) {
    const operation = prepareOperation(row, verification, options.limits);
    app.route<RouteParts>({
      method: row.method,
      url: toRoute(row.path),
      // Before Fastify looks at the body and its content type, which is for the gateway to judge, and not of a stranger.
      onRequest: (request, reply) => void server.serve(operation, request, reply),
      handler: unreachable,
    });
  }
}

/** Hands the request over before anything of it is read. */
function addMount(app: FastifyInstance, { path, listener }: MountedListener): void {
  app.all(path, {
    onRequest: (request, reply) => {
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      listener(request.raw, reply.raw);
    },
    handler: unreachable,
  });
}

/** Everything that is no operation and no other route. */
function addRefusals(
  app: FastifyInstance,
  server: GatewayServer,
  isServed: (host: string | undefined) => boolean,
): void {
  app.addHook('onRequest', (request, reply, next) => {
    server.addCommonFields(request, reply);
    // Before anything of a body is read.
    if (!isServed(request.headers.host)) server.refuseHost(request, reply);
    else if (request.is404) server.refuseRoute(request, reply);
    else next();
  });
  app.setErrorHandler((error, request, reply) => server.refuseFault(error, request, reply));
}

/** Node would answer these by itself, in another form or not at all. */
function takeFromNode({ server }: FastifyInstance, refuser: ConnectionRefuser): void {
  const serve = (request: object, response: ServerResponse): void => {
    server.emit('request', request, response);
  };
  server.on('checkContinue', serve);
  server.on('checkExpectation', serve);
  server.on('connect', (_request: object, socket: Socket) => refuser.refuseTunnel(socket));
}

function open(options: ServerOptions): OpenGateway {
  const { profile } = options.verification;
  return openGateway(options.gateway, {
    limits: options.limits,
    maxBodyBytes: profile?.maxBodyBytes ?? PROFILES[profile?.name ?? 'strict'].maxBodyBytes,
    onFailure: options.onFailure ?? (() => undefined),
  });
}

/** The HTTP server of all operations, not listening yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const gateway = open(options);
  const connections = { ...DEFAULT_CONNECTION_LIMITS, ...options.connections };
  const ids = new AnswerIds(gateway.sources);
  const observers = new ObserverList(options.observers ?? [], gateway.onFailure);
  const server = new GatewayServer({ gateway, ids, observers });
  const refuser = new ConnectionRefuser({ ids, now: gateway.sources.now, observers });
  const { trustedProxies = [] } = options;
  const app = Fastify({
    serverFactory: (listener) => createLimitedServer(listener, connections, options.tls),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: connections.maxHeadBytes },
    exposeHeadRoutes: false,
    // Requests under way when it is closed are finished, those on connections that are open too.
    return503OnClosing: false,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    genReqId: (request) => server.nameRequest(request),
    frameworkErrors: (_error, request, reply) => server.refuseUrl(request, reply),
    clientErrorHandler: (error, socket) => refuser.refuse(error, socket),
  });
  addRefusals(app, server, createHostCheck(options.allowedHosts ?? []));
  takeFromNode(app, refuser);
  addOperations(app, server, { gateway, options });
  for (const mount of options.mounts ?? []) addMount(app, mount);
  if (options.version !== undefined) {
    const { operations = OPERATIONS, version } = options;
    await serveReference(app, describeOperations(operations, version));
  }
  return app;
}
