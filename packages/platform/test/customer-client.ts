import type { FastifyInstance } from 'fastify';
import { basicOf, CUSTOMER } from './test-platform.js';

/** What comes back. */
export interface CustomerAnswer {
  readonly status: number;
  readonly body: unknown;
  /** `X-Stagedoor-Error`; undefined where it was done. */
  readonly code: unknown;
}

/** What proves a customer. */
interface Customer {
  readonly customerId: string;
  readonly customerSecret: string;
}

/** A customer's server that calls operations over Basic. */
export class CustomerClient {
  readonly #app: FastifyInstance;
  readonly #customer: Customer;

  constructor(app: FastifyInstance, customer: Customer = CUSTOMER) {
    this.#app = app;
    this.#customer = customer;
  }

  /** Sends JSON; text is sent as it is. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
  ): Promise<CustomerAnswer> {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    return this.#send({ method, url, payload, contentType: 'application/json' });
  }

  /** Sends a form. */
  callWithForm(
    method: 'POST' | 'PUT' | 'DELETE',
    url: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<CustomerAnswer> {
    const contentType = 'application/x-www-form-urlencoded';
    return this.#send({
      method,
      url,
      payload: new URLSearchParams(fields).toString(),
      contentType,
    });
  }

  async #send({
    method,
    url,
    payload,
    contentType,
  }: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
    readonly url: string;
    readonly payload: string | undefined;
    readonly contentType: string;
  }): Promise<CustomerAnswer> {
    const response = await this.#app.inject({
      method,
      url,
      headers: {
        authorization: basicOf(this.#customer),
        ...(payload !== undefined && { 'content-type': contentType }),
      },
      ...(payload !== undefined && { payload }),
    });
    const { statusCode: status, headers } = response;
    return { status, body: response.json(), code: headers['x-stagedoor-error'] };
  }
}
