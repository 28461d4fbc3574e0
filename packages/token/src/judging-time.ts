import { currentTime } from './ambient.js';
import { InvalidOptionError } from './errors.js';
import { parseUnixSeconds } from './parse-unix-seconds.js';
import type { UnixSeconds } from './unix-seconds.js';

/** How far the clocks of issuer and verifier may differ when the caller does not say. */
export const CLOCK_TOLERANCE_SECONDS = 60;

/** More is no difference between clocks, but milliseconds, or an expiry switched off. */
const MAX_CLOCK_TOLERANCE_SECONDS = 3600;

/** The time to judge by, and how far it may be off. */
export interface JudgingTime {
  /** The verifier's own time. */
  readonly now: UnixSeconds;
  /** How far it may be from the issuer's. */
  readonly toleranceSeconds: number;
}

/** The time to judge by: the system clock where none is given. Throws `invalid_time` and `invalid_option`. */
export function parseJudgingTime(now: number | undefined, toleranceSeconds: number): JudgingTime {
  const isTooLarge = toleranceSeconds > MAX_CLOCK_TOLERANCE_SECONDS;
  if (!Number.isInteger(toleranceSeconds) || toleranceSeconds < 0 || isTooLarge) {
    throw new InvalidOptionError(
      `clockToleranceSeconds must be whole seconds from 0 to ${MAX_CLOCK_TOLERANCE_SECONDS}`,
    );
  }
  return {
    now: now === undefined ? currentTime() : parseUnixSeconds('now', now),
    toleranceSeconds,
  };
}

/** Whether what begins at `issuedAt` lies in the future, by more than the clocks may differ. */
export function isTooEarly(issuedAt: number, { now, toleranceSeconds }: JudgingTime): boolean {
  return issuedAt > now + toleranceSeconds;
}

/** Whether what ends at `expiresAt` is over, by no less than the clocks may differ. */
export function isOver(expiresAt: number, { now, toleranceSeconds }: JudgingTime): boolean {
  return now - toleranceSeconds >= expiresAt;
}
