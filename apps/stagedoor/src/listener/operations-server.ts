import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { ListenError } from '../errors.js';
import { describeFailure } from '../read-text-file.js';

/** Probes and collectors send a short head and nothing more. */
const TIMEOUTS = {
  requestTimeout: 5000,
  headersTimeout: 5000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 8192,
};
const MAX_CONNECTIONS = 100;

/** A second listener, for operators. */
export interface OperationsServer {
  /** `http://host:port`. */
  readonly url: string;
  /** Cuts off whoever asks. */
  stop(): Promise<void>;
}

/** Where it listens: the settings of that name. */
export interface OperationsAddress {
  readonly operationsHost: string;
  readonly operationsPort: number;
}

function urlOf(server: Server, { operationsHost, operationsPort }: OperationsAddress): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : operationsPort;
  return `http://${isIPv6(operationsHost) ? `[${operationsHost}]` : operationsHost}:${port}`;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** Listens for operators in plain HTTP. Throws `cannot_listen`, which names the setting. */
export async function startOperationsServer(
  listener: RequestListener,
  address: OperationsAddress,
): Promise<OperationsServer> {
  const { operationsHost, operationsPort } = address;
  const server = createServer(TIMEOUTS, listener);
  server.maxConnections = MAX_CONNECTIONS;
  try {
    server.listen(operationsPort, operationsHost);
    await once(server, 'listening');
  } catch (error) {
    throw new ListenError(
      `operationsPort: cannot listen at ${operationsHost}:${operationsPort}: ${describeFailure(error)}; choose ` +
        'another by --operations-port, 0 for any that is free',
    );
  }
  return { url: urlOf(server, address), stop: () => stop(server) };
}
