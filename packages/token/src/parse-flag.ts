import { InvalidOptionError } from './errors.js';
import { quoteValue } from './quote-value.js';
import type { Given } from './services/service-row.js';

/** Throws `invalid_option` where the options of `caller` are none. */
export function checkOptions(caller: string, options: unknown): void {
  if (typeof options === 'object' && options !== null) return;
  throw new InvalidOptionError(`${caller} takes an object of options`);
}

/**
 * Throws `invalid_option` where `given` has a name that is none of `known`. What is misspelt would be passed over
 * silently: a check that is not made, or a privilege that lives as long as the token.
 */
export function checkNames(what: string, given: Given, known: readonly string[]): void {
  // Inherited names count as well, because they are read as well.
  for (const name in given) {
    if (known.includes(name) || given[name] === undefined) continue;
    throw new InvalidOptionError(
      `${what} cannot have ${quoteValue(name)}; it can have ${known.join(', ')}`,
    );
  }
}

/**
 * An option that is true or false, and false where it is left out. Throws `invalid_option` for anything else: `'false'`
 * must not mean true, and `'yes'` must not mean false.
 */
export function parseFlag(name: string, value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return value === true;
  throw new InvalidOptionError(`${name} must be true or false`);
}
