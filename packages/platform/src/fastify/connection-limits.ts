import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions as TlsOptions } from 'node:https';

/** How long and how much a connection may take. What is left out is as in `DEFAULT_CONNECTION_LIMITS`. */
export interface ConnectionLimits {
  /** Until the whole head has arrived. */
  readonly headMillis: number;
  /** Until head and body have arrived. */
  readonly requestMillis: number;
  /** Between two requests. Longer than that of a balancer in front, which would else meet connections that just end. */
  readonly keepAliveMillis: number;
  /** Without any octet in either direction. */
  readonly idleMillis: number;
  /** How often the first two are looked after. */
  readonly checkMillis: number;
  /** Octets of request line and header fields. */
  readonly maxHeadBytes: number;
  /** At a time; more are closed at once. */
  readonly maxConnections: number;
}

/** What holds where nothing else is said. */
export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = {
  headMillis: 10_000,
  requestMillis: 30_000,
  keepAliveMillis: 72_000,
  idleMillis: 120_000,
  checkMillis: 2000,
  maxHeadBytes: 16_384,
  maxConnections: 10_000,
};

/** HTTP/1.1 with these limits, over TLS where there is a certificate. */
export function createLimitedServer(
  listener: RequestListener,
  limits: ConnectionLimits,
  tls: TlsOptions | undefined,
): Server {
  const options = {
    headersTimeout: limits.headMillis,
    requestTimeout: limits.requestMillis,
    keepAliveTimeout: limits.keepAliveMillis,
    connectionsCheckingInterval: limits.checkMillis,
    maxHeaderSize: limits.maxHeadBytes,
    // Node would refuse a request without Host by itself, without a body.
    requireHostHeader: false,
  };
  const server: Server =
    tls === undefined
      ? createHttpServer(options, listener)
      : createHttpsServer({ ...tls, ...options }, listener);
  server.setTimeout(limits.idleMillis);
  server.maxConnections = limits.maxConnections;
  // Their octets are limited. Node would leave out what is beyond a number of fields, and a second Host with it.
  server.maxHeadersCount = 0;
  return server;
}
