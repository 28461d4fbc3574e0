import { request as sendRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type SchemeName, signRequest } from '@stagedoor/rest-auth';
import { CUSTOMER, type TestPlatform } from './test-platform.js';

/** A request to Media Broadcast, to the octet. */
export interface BroadcastRequest {
  readonly method: string;
  /** Behind `/v1/projects/{appid}/fls`. */
  readonly target: string;
  readonly body?: string | Uint8Array;
  /** Sent as it is; none where it is left out, which is what Python's requests does with a text. */
  readonly contentType?: string;
  readonly appId?: string;
  /** None for a request without credentials. */
  readonly customer?: { readonly customerId: string; readonly customerSecret: string } | undefined;
  /** Default `hmac`. */
  readonly scheme?: SchemeName;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What comes back. */
export interface BroadcastAnswer {
  readonly status: number;
  /** Parsed JSON. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A request as it goes out. */
interface OutgoingRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** How requests reach the server. */
type Transport = (request: OutgoingRequest) => Promise<BroadcastAnswer>;

let sent = 0;

/** A customer's server that calls the broadcast operations of one project. */
export class BroadcastClient {
  readonly #platform: TestPlatform;
  readonly #transport: Transport;
  readonly #authority: string;
  readonly appId: string;

  private constructor(
    platform: TestPlatform,
    options: { readonly transport: Transport; readonly authority: string; readonly appId: string },
  ) {
    this.#platform = platform;
    this.#transport = options.transport;
    this.#authority = options.authority;
    this.appId = options.appId;
  }

  /** Calls the handlers without a socket. */
  static injecting(platform: TestPlatform, appId: string): BroadcastClient {
    const transport: Transport = async ({ method, target, headers, body }) => {
      const answer = await platform.app.inject({
        method: method as 'GET',
        url: target,
        headers,
        ...(body.length > 0 && { payload: Buffer.from(body) }),
      });
      return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
    };
    return new BroadcastClient(platform, { transport, authority: 'api.example.com', appId });
  }

  /** Calls a server that listens, through a socket of its own for each request. */
  static async connecting(platform: TestPlatform, appId: string): Promise<BroadcastClient> {
    if (!platform.app.server.listening) await platform.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = platform.app.server.address() as AddressInfo;
    const transport: Transport = async ({ method, target: path, headers, body }) => {
      const options = { host: '127.0.0.1', port, method, path, headers, agent: false };
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        sendRequest(options, resolve).once('error', reject).end(body);
      });
      const content = await text(response);
      return {
        status: response.statusCode ?? 0,
        body: JSON.parse(content) as unknown,
        headers: response.headers,
      };
    };
    return new BroadcastClient(platform, { transport, authority: `127.0.0.1:${port}`, appId });
  }

  async send({
    method,
    target: rest,
    body: given = '',
    contentType,
    appId = this.appId,
    scheme = 'hmac',
    headers = {},
    ...others
  }: BroadcastRequest): Promise<BroadcastAnswer> {
    const customer = 'customer' in others ? others.customer : CUSTOMER;
    const target = `/v1/projects/${appId}/fls${rest}`;
    const body = typeof given === 'string' ? new TextEncoder().encode(given) : given;
    const unsigned = { method, authority: this.#authority, target, body };
    sent += 1;
    const time = {
      now: this.#platform.sources.time,
      nonce: `nonce-of-broadcast-${sent}`,
      requestId: `broadcast-${sent}`,
    };
    const signed =
      customer === undefined
        ? []
        : await signRequest(unsigned, { scheme, credential: customer, ...time });
    return this.#transport({
      method,
      target,
      body,
      headers: {
        host: this.#authority,
        ...(contentType !== undefined && { 'content-type': contentType }),
        ...((body.length > 0 || method === 'DELETE') && { 'content-length': String(body.length) }),
        ...Object.fromEntries(signed),
        ...headers,
      },
    });
  }

  /** The status and the parsed body, for a comparison in one line. */
  async ask(
    method: string,
    target: string,
    body?: unknown,
  ): Promise<readonly [status: number, body: unknown]> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await this.send({ method, target, contentType: 'application/json', ...json });
    return [answer.status, answer.body];
  }

  /** The status and the error code. */
  async askForCode(
    method: string,
    target: string,
    body?: unknown,
  ): Promise<readonly [status: number, code: unknown]> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await this.send({ method, target, contentType: 'application/json', ...json });
    return [answer.status, answer.headers['x-stagedoor-error']];
  }
}
