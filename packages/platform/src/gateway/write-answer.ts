import type { PlatformError } from '../errors.js';
import type { LimitVerdict } from '../limits/rate-limiter.js';
import { FAMILIES, type FamilyName } from '../operations/family-table.js';
import type { OperationAnswer } from '../operations/operation.js';

/** What is sent back. */
export interface GatewayAnswer {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
  /** The value of `X-Stagedoor-Error`. */
  readonly errorCode?: string;
  /** What is left of the customer's limit, where it came that far. */
  readonly limit?: LimitVerdict | undefined;
}

/** The answer of a handler that could do its work. */
export function writeSuccess({ status = 200, body }: OperationAnswer): GatewayAnswer {
  return { status, body: JSON.stringify(body) };
}

/** An error in the form of the route family. */
export function writeError(
  { status, code, message }: PlatformError,
  family: FamilyName,
): GatewayAnswer {
  const { errorKeys } = FAMILIES[family];
  const body = JSON.stringify(Object.fromEntries(errorKeys.map((key) => [key, message])));
  return { status, body, errorCode: code };
}
