import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';
import type { FetchHandler } from '@stagedoor/token-server';
import { toNodeListener } from '@stagedoor/token-server/node';
import { ListenError } from './errors.js';
import { describeFailure } from './read-text-file.js';

/** A client that takes longer than this to send its request is cut off. */
const REQUEST_TIMEOUT_MILLIS = 10_000;
/** Node looks only this often, by default every 30 s. */
const TIMEOUT_CHECK_MILLIS = 1000;
/** Answers that are under way at a stop have this long to end. */
const STOP_GRACE_MILLIS = 5000;

/** Where a server listens. */
export interface Address {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
}

/** A server that is listening. */
export interface RunningServer {
  /** `http://host:port`, with the port that was taken. */
  readonly url: string;
  /** Takes no more requests, lets those under way end, and resolves when all is closed. */
  stop(): Promise<void>;
}

/** Whether only this machine can reach `host`. A name other than localhost may mean anything. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MILLIS);
  await closed;
  clearTimeout(deadline);
}

function urlOf(server: Server, { host, port }: Address): string {
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${taken}`;
}

/** Serves `handler` in plain HTTP. Throws `cannot_listen`. */
export async function startHttpServer(
  handler: FetchHandler,
  { host, port }: Address,
): Promise<RunningServer> {
  const timeouts = {
    requestTimeout: REQUEST_TIMEOUT_MILLIS,
    connectionsCheckingInterval: TIMEOUT_CHECK_MILLIS,
  };
  const server = createServer(timeouts, toNodeListener(handler));
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new ListenError(
      `cannot listen at ${host}:${port}: ${describeFailure(error)}; choose another --port or --host`,
    );
  }
  return { url: urlOf(server, { host, port }), stop: () => stop(server) };
}
