import { InvalidTimeError } from './errors.js';
import { quoteValue } from './quote-value.js';
import type { UnixSeconds } from './unix-seconds.js';

/** Later than any instant that a token can name, and earlier than any date of this century in milliseconds. */
const LATEST = 99_999_999_999;

/** An instant in whole Unix seconds. `name` says in the error what it was for. Throws `invalid_time`. */
export function parseUnixSeconds(name: string, value: number): UnixSeconds {
  if (!Number.isInteger(value) || value < 0) {
    throw new InvalidTimeError(name, `got ${quoteValue(value)}`);
  }
  if (value > LATEST) throw new InvalidTimeError(name, `${value} looks like milliseconds`);
  return value as UnixSeconds;
}
