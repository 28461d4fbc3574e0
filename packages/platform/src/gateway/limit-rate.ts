import type { Caller } from '../domain/caller.js';
import type { LimitVerdict, RateLimiter } from '../limits/rate-limiter.js';
import { FAMILIES } from '../operations/family-table.js';
import type { ProvenRequest } from './proven-request.js';

/** Counts the request for its customer, at its operation. */
export function limitRate(
  { operation }: ProvenRequest,
  caller: Caller,
  limiter: RateLimiter,
): Promise<LimitVerdict> {
  const id = caller.kind === 'customer' ? caller.customerId : caller.appId;
  return limiter.take(`${operation.id}/${id}`, FAMILIES[operation.family].limitPerSecond);
}
