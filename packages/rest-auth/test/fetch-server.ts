import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

/** A handler of the fetch standard. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** The request as a runtime of the fetch standard hands it over. */
function toRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/', headersDistinct } = incoming;
  const headers = new Headers();
  for (const [name, values] of Object.entries(headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const mayHaveBody = method !== 'GET' && method !== 'HEAD';
  const body = mayHaveBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null;
  return new Request(`http://${headers.get('host')}${url}`, {
    method,
    headers,
    body,
    duplex: 'half',
  });
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handler: FetchHandler,
): Promise<void> {
  const response = await handler(toRequest(incoming));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** A server of fetch handlers on a real socket. Close it when the test is over. */
export class FetchServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(handler: FetchHandler): Promise<FetchServer> {
    const server = createServer((incoming, outgoing) => {
      void answer(incoming, outgoing, handler);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FetchServer(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get authority(): string {
    return `127.0.0.1:${this.port}`;
  }

  get origin(): string {
    return `http://${this.authority}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
