import { checkClock } from '../../check-clock.js';
import { DateOutsideWindowError } from '../../errors.js';
import type { SignatureFields } from './parse-signature-fields.js';

function faultOfExpiry(
  createdAt: number,
  expiresAt: number,
  now: number,
  windowSeconds: number,
): string | undefined {
  if (Number.isNaN(expiresAt)) return 'must be whole Unix seconds';
  if (expiresAt <= createdAt) return 'must be after created';
  if (expiresAt < now) return `is ${now - expiresAt} s past; sign each request when it is sent`;
  if (expiresAt - createdAt <= windowSeconds) return undefined;
  return `may be at most ${windowSeconds} s after created`;
}

/**
 * Throws `date_outside_window` unless `created` is in the window around `now` and `expires`, where it is there, ends it
 * sooner, and `invalid_auth_option` for a clock that gives no seconds.
 */
export function checkTimes(
  { createdAt, expiresAt }: Pick<SignatureFields, 'createdAt' | 'expiresAt'>,
  now: number,
  windowSeconds: number,
): void {
  checkClock(now);
  if (Number.isNaN(createdAt)) {
    const reason = 'must be there, as whole Unix seconds';
    throw new DateOutsideWindowError('created', createdAt, windowSeconds, reason);
  }
  if (Math.abs(createdAt - now) > windowSeconds) {
    throw new DateOutsideWindowError('created', createdAt - now, windowSeconds);
  }
  if (expiresAt === undefined) return;
  const reason = faultOfExpiry(createdAt, expiresAt, now, windowSeconds);
  if (reason === undefined) return;
  throw new DateOutsideWindowError('expires', expiresAt - now, windowSeconds, reason);
}
