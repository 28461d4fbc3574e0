import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions as TlsOptions } from 'node:https';
import type { TokenServer } from '../token-server.js';
import { type NodeListenerOptions, toNodeListener } from './node-listener.js';

/** What `createNodeServer` takes: who its clients are, and how long and how much a connection may take. */
export interface NodeServerOptions extends NodeListenerOptions {
  /** Until the whole head has arrived; before it, as long for the handshake of TLS. Default 10000. */
  readonly headMillis?: number | undefined;
  /** Until head and body have arrived. Default 15000. */
  readonly requestMillis?: number | undefined;
  /** Between two requests. Longer than that of a balancer in front, which would else meet connections that end. Default 72000. */
  readonly keepAliveMillis?: number | undefined;
  /** Without any octet in either direction. Default 120000. */
  readonly idleMillis?: number | undefined;
  /** How often the first two are looked after. Default 1000. */
  readonly checkMillis?: number | undefined;
  /** Octets of request line and header fields. Default 16384. */
  readonly maxHeadBytes?: number | undefined;
  /** At a time; more are closed at once. Default 10000. */
  readonly maxConnections?: number | undefined;
  /** Certificate and key, for TLS; without it, plain HTTP. */
  readonly tls?: TlsOptions | undefined;
}

/**
 * A server of `node:http` with limits that a token server on an open network needs; it does not listen yet. Who sends slowly,
 * or more than it may, gets 408 or 431, and the connection ends.
 */
export function createNodeServer(
  tokenServer: TokenServer,
  options: NodeServerOptions = {},
): Server {
  const { tls, headMillis = 10_000, requestMillis = 15_000, checkMillis = 1000 } = options;
  const limits = {
    headersTimeout: headMillis,
    requestTimeout: requestMillis,
    keepAliveTimeout: options.keepAliveMillis ?? 72_000,
    connectionsCheckingInterval: checkMillis,
    maxHeaderSize: options.maxHeadBytes ?? 16_384,
  };
  const listener = toNodeListener(tokenServer, options);
  const server: Server =
    tls === undefined
      ? createServer(limits, listener)
      : createTlsServer({ ...tls, ...limits, handshakeTimeout: headMillis }, listener);
  server.setTimeout(options.idleMillis ?? 120_000);
  server.maxConnections = options.maxConnections ?? 10_000;
  // Their octets are limited. Node would leave out what is beyond a number of fields, and a second Authorization with it.
  server.maxHeadersCount = 0;
  return server;
}
