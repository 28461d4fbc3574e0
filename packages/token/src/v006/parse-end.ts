import { ExpiryTooLongError, InvalidTimeError } from '../errors.js';
import { DAY_SECONDS, MAX_UINT32 } from '../limits.js';
import { parseUnixSeconds } from '../parse-unix-seconds.js';
import type { UnixSeconds } from '../unix-seconds.js';
import { MIN_END } from './envelope.js';

/** What an end may be. */
export interface EndLimits {
  /** What it must be after. */
  readonly issuedAt: UnixSeconds;
  /** Whether more than 24 hours are wanted on purpose. */
  readonly allowLong: boolean;
}

/** An instant that fits the field for it. */
function parseInstant(name: string, value: number): UnixSeconds {
  const instant = parseUnixSeconds(name, value);
  if (instant > MAX_UINT32) throw new InvalidTimeError(name, `${value} is after the year 2106`);
  return instant;
}

/**
 * The end of a token or a privilege, as Unix seconds. Throws `invalid_time` for what is not one: a life in seconds, or
 * an instant that has passed when the token is issued. Throws `expiry_too_long`.
 */
export function parseEnd(name: string, value: number, limits: EndLimits): UnixSeconds {
  const { issuedAt, allowLong } = limits;
  const end = parseInstant(name, value);
  if (end < MIN_END) {
    const advice = 'format 006 takes the instant itself, so add the issue time';
    throw new InvalidTimeError(name, `${end} looks like a number of seconds from now; ${advice}`);
  }
  if (end <= issuedAt) {
    throw new InvalidTimeError(name, `${end} is not after the issue time ${issuedAt}`);
  }
  const lifeSeconds = end - issuedAt;
  if (lifeSeconds > DAY_SECONDS && !allowLong) {
    throw new ExpiryTooLongError(`the life up to ${name}`, lifeSeconds);
  }
  return end;
}

/** The same for a privilege, where 0 means no end of its own. */
export function parsePrivilegeEnd(privilege: string, value: number, limits: EndLimits): number {
  return value === 0 ? 0 : parseEnd(`the end of ${privilege}`, value, limits);
}

/** The latest end without `allowLong`, which is what official builders write: a day after the issue time. */
export function maxEnd(issuedAt: UnixSeconds): UnixSeconds {
  return parseInstant('issuedAt with a day added', issuedAt + DAY_SECONDS);
}
