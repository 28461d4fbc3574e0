import { AuthError } from '@stagedoor/rest-auth';
import { PlatformError } from '../errors.js';
import type { CustomerDirectory } from '../features/customers/customer-directory.js';
import type { SchemeName } from '../operations/family-table.js';
import type { GatewayObservation, GatewayOutcome } from './gateway-observation.js';
import type { GatewayRequest } from './gateway-request.js';
import type { FinishedRequest } from './pipeline.js';

/** The code for the operator, which may say more than the sender is told; undefined where nothing went wrong. */
function codeOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  const isCoded = error instanceof AuthError || error instanceof PlatformError;
  return isCoded ? error.code : 'internal_error';
}

/** How a request ended, by the error that ended it and the status that was sent. */
function outcomeOf(error: unknown, status: number): GatewayOutcome {
  if (error === undefined) return 'answered';
  if (status >= 500) return 'failed';
  if (status === 429) return 'limited';
  return error instanceof AuthError && status === 401 ? 'unauthenticated' : 'refused';
}

/** Schemes with header fields of their own. */
const OWN_FIELDS: Readonly<Partial<Record<SchemeName, string>>> = {
  'message-signature': 'signature-input',
  'agora-token': 'x-agora-token',
};

/** The scheme that an unproven request tried: one that its operation takes, never a word of the sender. */
function triedScheme(request: GatewayRequest): string {
  const { schemes } = request.operation.verifyOptionsFor(request.path);
  const word = request.header('authorization')?.split(/[\s=]/, 1)[0]?.toLowerCase();
  const tried = schemes.find(({ name, authorizationScheme }) => {
    const field = Object.entries(OWN_FIELDS).find(([scheme]) => scheme === name)?.[1];
    const isNamed = authorizationScheme !== undefined && authorizationScheme === word;
    return isNamed || (field !== undefined && request.header(field) !== undefined);
  });
  return tried?.name ?? 'none';
}

/** Whose request it is, as far as that is known. */
type Sender = Pick<GatewayObservation, 'scheme' | 'claimedId' | 'customerId' | 'organizationId'>;

/** Nothing that the sender wrote goes any further, unless a customer is called so. */
function unprovenSender(
  request: GatewayRequest,
  error: unknown,
  customers: CustomerDirectory,
): Sender {
  const claimedId = error instanceof AuthError ? error.claimedId : undefined;
  const claimed = claimedId === undefined ? undefined : customers.known(claimedId);
  return {
    scheme: triedScheme(request),
    claimedId: claimed?.customerId,
    customerId: undefined,
    organizationId: claimed?.organizationId,
  };
}

function senderOf(
  request: GatewayRequest,
  { caller, error }: FinishedRequest,
  customers: CustomerDirectory,
): Sender {
  if (caller === undefined) return unprovenSender(request, error, customers);
  return {
    scheme: caller.scheme,
    claimedId: undefined,
    customerId: caller.kind === 'customer' ? caller.customerId : undefined,
    organizationId: caller.organizationId,
  };
}

/** What is told of a request for an operation. */
export function observeRequest(
  request: GatewayRequest,
  finished: FinishedRequest,
  {
    customers,
    latencyMillis,
  }: { readonly customers: CustomerDirectory; readonly latencyMillis: number },
): GatewayObservation {
  const { error, answer } = finished;
  const { row } = request.operation;
  return {
    operationId: row.id,
    family: row.family,
    outcome: outcomeOf(error, answer.status),
    status: answer.status,
    code: codeOf(error),
    latencyMillis,
    address: request.address,
    requestId: request.requestId,
    traceparent: request.header('traceparent'),
    ...senderOf(request, finished, customers),
  };
}

/** A request that reached no operation. */
export interface StrayRequest {
  readonly error: unknown;
  readonly status: number;
  readonly latencyMillis: number;
  readonly address: string;
  readonly requestId: string;
}

/** What is told of a request for no operation. */
export function observeStray({ error, ...stray }: StrayRequest): GatewayObservation {
  return {
    operationId: 'none',
    family: undefined,
    scheme: 'none',
    outcome: outcomeOf(error, stray.status),
    code: codeOf(error),
    claimedId: undefined,
    customerId: undefined,
    organizationId: undefined,
    ...stray,
  };
}
