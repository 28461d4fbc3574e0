import { type SchemeName, signRequest } from '@stagedoor/rest-auth';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Operation } from '../src/operations/operation.js';
import type { OperationPorts } from '../src/operations/operation-table.js';
import type { SampleRequest } from './operation-samples.js';

const AUTHORITY = 'localhost:80';

/** What proves a customer. */
interface Customer {
  readonly customerId: string;
  readonly customerSecret: string;
}

/** How a request is sent. */
export interface SendOptions {
  readonly now: number;
  readonly customer?: Customer;
  /** Default `basic`. */
  readonly scheme?: SchemeName;
}

/** As a client can send it: half of a surrogate pair has no octets. */
const encode = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

const fillPath = (template: string, path: Readonly<Record<string, string>> = {}): string =>
  template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encode(path[name] ?? ''));

function targetOf({ path }: Operation<OperationPorts>, request: SampleRequest): string {
  const query = new URLSearchParams(request.query).toString();
  return fillPath(path, request.path) + (query === '' ? '' : `?${query}`);
}

let sent = 0;

/** Sends one request as a client does: signed by a scheme, or by none where there is no customer. */
export async function sendSample(
  app: FastifyInstance,
  operation: Operation<OperationPorts>,
  request: SampleRequest,
  { now, customer, scheme = 'basic' }: SendOptions,
): Promise<LightMyRequestResponse> {
  const { method } = operation;
  const target = targetOf(operation, request);
  const payload = request.body === undefined ? undefined : JSON.stringify(request.body);
  const body = payload === undefined ? undefined : new TextEncoder().encode(payload);
  const unsigned = { method, authority: AUTHORITY, target, body };
  sent += 1;
  const time = { now, nonce: `nonce-of-request-${sent}`, requestId: `request-${sent}` };
  const signed =
    customer === undefined
      ? []
      : await signRequest(unsigned, { scheme, credential: customer, ...time });
  return app.inject({
    method,
    url: target,
    headers: {
      host: AUTHORITY,
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(signed),
    },
    ...(payload === undefined ? {} : { payload }),
  });
}
