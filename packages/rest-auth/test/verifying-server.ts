import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  AuthError,
  basic,
  createMemoryReplayStore,
  hmac,
  type ReceivedRequest,
  verifyRequest,
} from '../src/index.js';
import { messageSignature } from '../src/message-signature.js';
import { readNodeHead } from '../src/node.js';
import { LOOKUP, NOW } from './sample-customer.js';

/** A request that arrived. */
export interface ArrivedRequest extends ReceivedRequest {
  readonly body: Buffer;
  /** `passed`, or the code of the refusal. */
  readonly outcome: string;
}

/** The first value of a header of a request that arrived. */
export const headerOf = (request: ArrivedRequest | undefined, name: string): string | undefined =>
  request?.headers.find(([each]) => each.toLowerCase() === name)?.[1];

/** Answers in place of the server, if it gives true. */
type Answerer = (request: ArrivedRequest, response: ServerResponse) => boolean;

/** A server on a real socket that verifies what arrives, by a clock that the test sets, and notes it. */
export class VerifyingServer {
  readonly arrived: ArrivedRequest[] = [];
  /** Unix seconds. */
  now = NOW;
  answer: Answerer = () => false;
  readonly #server: Server;
  readonly #replay = createMemoryReplayStore({ now: () => this.now });

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#receive(request, response);
    });
  }

  static async start(): Promise<VerifyingServer> {
    const server = new VerifyingServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The outcomes of all that arrived, in order. */
  get outcomes(): readonly string[] {
    return this.arrived.map(({ outcome }) => outcome);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = { ...readNodeHead(incoming), body: await buffer(incoming) };
    const refusal = await this.#refusalOf(received);
    const arrived = { ...received, outcome: refusal?.code ?? 'passed' };
    this.arrived.push(arrived);
    response.setHeader('Date', new Date(this.now * 1000).toUTCString());
    if (this.answer(arrived, response)) return;
    const { status, headers, body } = refusal?.answer ?? {
      status: 200,
      headers: [],
      body: 'passed',
    };
    for (const [name, value] of headers) response.appendHeader(name, value);
    response.writeHead(status).end(body);
  }

  async #refusalOf(request: ReceivedRequest): Promise<AuthError | undefined> {
    try {
      await verifyRequest(request, {
        schemes: [hmac(), messageSignature(), basic()],
        lookup: LOOKUP,
        now: () => this.now,
        replay: this.#replay,
      });
      return undefined;
    } catch (error) {
      if (error instanceof AuthError) return error;
      throw error;
    }
  }
}
