import {
  CoverageInsufficientError,
  DateMissingError,
  HeadersListInvalidError,
  SignedHeaderMissingError,
  SignedHeaderRepeatedError,
} from '../../errors.js';
import type { HeaderIndex } from '../../headers/header-index.js';

/** Names of dates: at least one must be covered. */
export const DATE_NAMES = ['date', 'x-date'] as const;

/** The name that stands for the request line. */
export const REQUEST_LINE = 'request-line';
/** Another one, which the lenient profile takes in its place. */
export const REQUEST_TARGET = '@request-target';

/** Throws `coverage_insufficient` unless host, request line, a date, and the digest of a body are covered. */
export function checkCoverage(covered: ReadonlySet<string>, hasBody: boolean): void {
  const missing: string[] = [];
  if (!covered.has('host')) missing.push('host');
  if (!DATE_NAMES.some((name) => covered.has(name))) missing.push('date');
  if (!covered.has(REQUEST_LINE) && !covered.has(REQUEST_TARGET)) missing.push(REQUEST_LINE);
  if (hasBody && !covered.has('digest')) missing.push('digest');
  if (missing.length > 0) throw new CoverageInsufficientError(missing);
}

const isDate = (name: string): boolean => DATE_NAMES.some((date) => date === name);

/**
 * Throws unless each covered header arrived exactly once: `date_missing`, `signed_header_missing`,
 * `signed_header_repeated`; and `headers_list_invalid` where a real header has the name of the request line.
 */
export function checkArrival(covered: ReadonlySet<string>, index: HeaderIndex): void {
  if (index.first(REQUEST_LINE) !== undefined) {
    throw new HeadersListInvalidError('there is a real header called Request-Line');
  }
  for (const name of covered) {
    if (name === REQUEST_LINE || name === REQUEST_TARGET) continue;
    if (index.first(name) === undefined) {
      throw isDate(name) ? new DateMissingError() : new SignedHeaderMissingError(name);
    }
    if (index.isRepeated(name)) throw new SignedHeaderRepeatedError(name);
  }
}
