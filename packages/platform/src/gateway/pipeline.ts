import type { SystemSources } from '../domain/system-sources.js';
import { PlatformError, RateLimitedError } from '../errors.js';
import type { CustomerDirectory } from '../features/customers/customer-directory.js';
import type { LimitVerdict, RateLimiter } from '../limits/rate-limiter.js';
import type { Storage } from '../storage/storage.js';
import { authorize } from './authorize.js';
import { identifyCaller } from './identify-caller.js';
import { limitRate } from './limit-rate.js';
import { parseInput } from './parse-input.js';
import type { ProvenRequest } from './proven-request.js';
import { readBody } from './read-body.js';
import { runOperation } from './run-operation.js';
import { type GatewayAnswer, writeError, writeSuccess } from './write-answer.js';

/** What the pipeline works with. */
export interface Gateway {
  readonly storage: Storage;
  readonly customers: CustomerDirectory;
  readonly limiter: RateLimiter;
  readonly sources: SystemSources;
}

async function answerOrThrow(
  request: ProvenRequest,
  { storage, customers, limiter, sources }: Gateway,
  noteLimit: (verdict: LimitVerdict) => void,
): Promise<GatewayAnswer> {
  const { operation, path, query } = request;
  const caller = await identifyCaller(request.principal, customers);
  const verdict = await limitRate(request, caller, limiter);
  noteLimit(verdict);
  if (!verdict.allowed) throw new RateLimitedError();
  const input = { path, query, body: readBody(request) ?? {} };
  await authorize(operation, caller, { input, projects: storage.stores.projects });
  const parsed = parseInput(operation, input);
  const answer = await runOperation({ request, caller, input: parsed, storage, sources });
  return writeSuccess(answer);
}

/**
 * All that happens to a request after it is proven, in this order: who is it -> limits -> authorize -> validate -> handle,
 * with its audit event -> respond. Rethrows what is no `PlatformError`.
 */
export async function answerRequest(
  request: ProvenRequest,
  gateway: Gateway,
): Promise<GatewayAnswer> {
  let limit: LimitVerdict | undefined;
  const noteLimit = (verdict: LimitVerdict): void => {
    limit = verdict;
  };
  try {
    return { ...(await answerOrThrow(request, gateway, noteLimit)), limit };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { ...writeError(error, request.operation.family), limit };
  }
}
