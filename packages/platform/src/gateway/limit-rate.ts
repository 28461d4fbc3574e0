import type { Caller } from '../domain/caller.js';
import type { LimitVerdict } from '../limits/rate-limiter.js';
import type { OpenGateway } from './gateway.js';
import type { PreparedOperation } from './prepared-operation.js';

/** Counts the request at its operation, for its customer or its App ID. Undefined where there is no limit. */
export function limitRate(
  { row, limitPerSecond }: PreparedOperation,
  caller: Caller,
  { limiter }: OpenGateway,
): LimitVerdict | Promise<LimitVerdict> | undefined {
  if (limitPerSecond === undefined) return undefined;
  const id = caller.kind === 'customer' ? caller.customerId : caller.appId;
  return limiter.take(`${row.id}/${id}`, limitPerSecond);
}
