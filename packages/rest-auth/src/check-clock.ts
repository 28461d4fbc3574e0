import { InvalidAuthOptionError } from './errors.js';

/** Above it, a number of seconds must be one of milliseconds: the year 5138. */
const MAX_SECONDS = 1e11;

/**
 * Throws `invalid_auth_option` for a clock that does not give Unix seconds. Fails closed: a comparison with a time that is no
 * number would let every date pass.
 */
export function checkClock(now: number): void {
  if (now >= 0 && now < MAX_SECONDS) return;
  throw new InvalidAuthOptionError('now must give the time in Unix seconds, not milliseconds');
}
