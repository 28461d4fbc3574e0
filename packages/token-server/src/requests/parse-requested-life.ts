import { InvalidExpiryError, quoteValue } from '@stagedoor/token';
import { RepeatedFieldError } from '../errors.js';

const MAX_SECONDS = 4_294_967_295;
const WRITTEN_SECONDS = /^\d{1,10}$/;

/**
 * How long a token is to live, 1 to 4294967295 seconds; the policy shortens it. `name` is that of the field. Throws
 * `invalid_expiry`.
 */
export function parseRequestedLife(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new InvalidExpiryError(name, `got ${quoteValue(value)}`);
  }
  if (value < 1 || value > MAX_SECONDS) {
    throw new InvalidExpiryError(name, `${value} is not from 1 to ${MAX_SECONDS}`);
  }
  return value;
}

/**
 * The same as decimal digits in an address, undefined where it is not there. Throws `invalid_expiry`, and
 * `repeated_field` for two of them, of which readers take the first or the last.
 */
export function parseWrittenLife(name: string, query: URLSearchParams): number | undefined {
  const [text, ...others] = query.getAll(name);
  if (text === undefined) return undefined;
  if (others.length > 0) throw new RepeatedFieldError(name);
  return parseRequestedLife(name, WRITTEN_SECONDS.test(text) ? Number(text) : text);
}
