import { once } from 'node:events';
import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';
import type { TokenServer } from '@stagedoor/token-server';
import { clientAddressBehind, createNodeServer } from '@stagedoor/token-server/node';
import type { TokenServerConfig } from '../config/token-server-config.js';
import { ListenError } from '../errors.js';
import { GracefulStop } from '../listener/graceful-stop.js';
import { describeFailure } from '../read-text-file.js';
import { tlsOptionsOf } from '../tls/tls-options.js';
import type { TlsState } from '../tls/tls-state.js';

/** Where it listens, and who its clients are. */
type ListenConfig = Pick<TokenServerConfig, 'host' | 'port' | 'trustedProxies'>;

/** A server that is listening. */
export interface Listening {
  /** `http://host:port` or `https://host:port`, with the port that was taken. */
  readonly url: string;
  /** For its certificate. */
  readonly nodeServer: Server;
  /** Takes no more requests; what is still under way when the signal comes is cut off. */
  stop(signal: AbortSignal): Promise<void>;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await closed;
}

function urlOf(server: Server, { host, port }: ListenConfig, scheme: string): string {
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${taken}`;
}

/** Serves it at the address of the configuration. Throws `cannot_listen`. */
export async function listen(
  tokenServer: TokenServer,
  config: ListenConfig,
  tls: TlsState | undefined,
): Promise<Listening> {
  const { host, port, trustedProxies } = config;
  const nodeServer = createNodeServer(tokenServer, {
    tls: tls === undefined ? undefined : tlsOptionsOf(tls.identity),
    clientAddressOf: trustedProxies.length === 0 ? undefined : clientAddressBehind(trustedProxies),
  });
  const graceful = new GracefulStop(nodeServer);
  try {
    nodeServer.listen(port, host);
    await once(nodeServer, 'listening');
  } catch (error) {
    throw new ListenError(
      `cannot listen at ${host}:${port}: ${describeFailure(error)}; choose another --port or --host`,
    );
  }
  return {
    url: urlOf(nodeServer, config, tls === undefined ? 'http' : 'https'),
    nodeServer,
    stop: (signal) => graceful.finish(() => closeServer(nodeServer), signal),
  };
}
