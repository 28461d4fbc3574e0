import { InvalidRequestError } from '../../errors.js';

/** As clients write a number that may be left out: as a number or as text, null or empty for none. */
export type LenientNumber = number | string | null | undefined;

const DECIMAL = /^\d{1,16}(?:\.\d{1,16})?$/;

/**
 * A number of 0 or more, also one that is written as a decimal text; undefined where `field` was left out, is null or an
 * empty text. Throws `invalid_request`.
 */
export function parseLenientNumber(field: string, value: LenientNumber): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number' && value >= 0) return value;
  if (typeof value === 'string' && DECIMAL.test(value)) return Number(value);
  throw new InvalidRequestError(`${field} must be a number of 0 or more`);
}
