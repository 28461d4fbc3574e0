import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AuthError,
  type BodyDigest,
  type HeaderPairs,
  type Principal,
  verifyRequestHead,
  type VerifyRequestOptions,
} from '../src/index.js';

/** What is left of an adapter in a test: names and values in turn become pairs. */
const pairsOf = (rawHeaders: readonly string[]): HeaderPairs =>
  rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : []));

async function hashBody(request: IncomingMessage): Promise<BodyDigest> {
  const hash = createHash('sha256');
  let byteLength = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    hash.update(chunk);
    byteLength += chunk.length;
  }
  return { sha256: hash.digest(), byteLength };
}

async function prove(request: IncomingMessage, options: VerifyRequestOptions): Promise<Principal> {
  const { method = '', url = '', httpVersion, rawHeaders } = request;
  const head = {
    method,
    target: url,
    httpVersion: httpVersion === '1.0' ? ('1.0' as const) : ('1.1' as const),
    headers: pairsOf(rawHeaders),
  };
  const pending = await verifyRequestHead(head, options);
  return pending.finish(await hashBody(request));
}

/** Node's parser and our verifier, and nothing else: to see what one of them refuses. */
export class HmacServer {
  /** What got through to the handler: the method and target of each. */
  readonly handled: string[] = [];
  /** The codes of what the verifier refused. What is in neither list, the parser refused. */
  readonly refused: string[] = [];
  readonly #server: Server;

  private constructor(options: VerifyRequestOptions) {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response, options);
    });
  }

  static async start(options: VerifyRequestOptions): Promise<HmacServer> {
    const server = new HmacServer(options);
    await new Promise<void>((resolve) => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    options: VerifyRequestOptions,
  ): Promise<void> {
    try {
      await prove(request, options);
      this.handled.push(`${request.method} ${request.url}`);
      response.end('handled');
    } catch (error) {
      if (!(error instanceof AuthError)) {
        // A body that breaks off or has no valid framing: Node has answered already.
        response.destroy();
        return;
      }
      this.refused.push(error.code);
      const { status, headers, body } = error.answer;
      response.writeHead(status, Object.fromEntries(headers)).end(body);
    }
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
