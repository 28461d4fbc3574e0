import { ExpiryTooLongError, InvalidExpiryError, InvalidSaltError } from './errors.js';
import { DAY_SECONDS, MAX_UINT32 } from './limits.js';
import { quoteValue } from './quote-value.js';

/** What a life may be: `fromSeconds` is the least, `allowLong` lifts the 24 hours. */
export interface LifeLimits {
  /** 0 where it means "as long as the token". */
  readonly fromSeconds: 0 | 1;
  /** Whether more than 24 hours are wanted on purpose. */
  readonly allowLong: boolean;
}

/** A life in seconds from the issue time. Throws `invalid_expiry` and `expiry_too_long`. */
export function parseLife(name: string, value: unknown, limits: LifeLimits): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new InvalidExpiryError(name, `got ${quoteValue(value)}`);
  }
  if (value > DAY_SECONDS && !limits.allowLong) throw new ExpiryTooLongError(name, value);
  if (value < limits.fromSeconds || value > MAX_UINT32) {
    throw new InvalidExpiryError(
      name,
      `${value} is not from ${limits.fromSeconds} to ${MAX_UINT32}`,
    );
  }
  return value;
}

/** A salt: any 32-bit number. Throws `invalid_salt`. */
export function parseSalt(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > MAX_UINT32)
    throw new InvalidSaltError(value);
  return value;
}
