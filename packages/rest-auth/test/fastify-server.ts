import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { restAuth, type RestAuthOptions } from '../src/fastify.js';
import type { HeaderPairs } from '../src/index.js';
import { exchange } from './raw-connection.js';
import { CUSTOMER, hmacOptions, signHmacHeaders, writeRequest } from './sample-customer.js';

/** What a handler saw. */
export interface SeenRequest {
  readonly customerId: string | undefined;
  readonly body: unknown;
}

/** What a test may say otherwise. */
export interface GuardedServerOptions extends Partial<RestAuthOptions> {
  readonly server?: FastifyServerOptions;
  /** Adds to the guarded scope, after the guard and before the route. */
  readonly extend?: (scope: FastifyInstance) => void;
  readonly routeBodyLimit?: number;
}

/** A Fastify on a real socket, with one guarded scope. */
export class GuardedServer {
  /** What got through, in order. */
  readonly seen: SeenRequest[] = [];
  /** The codes of what did not. */
  readonly refused: string[] = [];
  readonly app: FastifyInstance;

  private constructor(server: FastifyServerOptions) {
    this.app = Fastify({ forceCloseConnections: true, ...server });
  }

  static async start({
    server = {},
    extend,
    routeBodyLimit,
    ...options
  }: GuardedServerOptions = {}): Promise<GuardedServer> {
    const guarded = new GuardedServer(server);
    await guarded.app.register(async (scope) => {
      await scope.register(restAuth, {
        verify: hmacOptions(),
        onRefused: ({ code }) => void guarded.refused.push(code),
        ...options,
      });
      extend?.(scope);
      scope.all(
        '/guarded/:id',
        routeBodyLimit === undefined ? {} : { bodyLimit: routeBodyLimit },
        async ({ principal, body }) => {
          const customerId = principal?.kind === 'customer' ? principal.customerId : undefined;
          guarded.seen.push({ customerId, body });
          return { customerId };
        },
      );
    });
    await guarded.app.listen({ port: 0, host: '127.0.0.1' });
    return guarded;
  }

  get port(): number {
    return (this.app.server.address() as AddressInfo).port;
  }

  get authority(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** The header fields of a request that the customer signed, with Host. */
  async sign(
    method: string,
    body = '',
    { target = '/guarded/a', credential = CUSTOMER } = {},
  ): Promise<HeaderPairs> {
    const octets = Buffer.from(body, 'latin1');
    const request = { method, target, authority: this.authority, body: octets };
    return [['Host', this.authority], ...(await signHmacHeaders(request, credential))];
  }

  /** Sends one request on a connection of its own. All that comes back. */
  send(line: string, headers: HeaderPairs, body: string | readonly string[] = ''): Promise<string> {
    return exchange(this.port, writeRequest(line, [...headers, ['Connection', 'close']], body));
  }
}

/** Status, body and the code of a refusal, out of a whole response. */
export function readAnswer(response: string): {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: string;
} {
  const last = response.slice(response.lastIndexOf('HTTP/1.1 '));
  return {
    status: Number(last.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)),
    code: /^x-stagedoor-error: (.*)$/im.exec(last)?.[1]?.trim(),
    body: last.slice(last.indexOf('\r\n\r\n') + 4),
  };
}
