import { checkClock } from '../../check-clock.js';
import { DateMalformedError, DateMissingError, DateOutsideWindowError } from '../../errors.js';
import type { HeaderIndex } from '../../headers/header-index.js';
import { parseFixdate, parseLenientDate } from '../../headers/parse-http-date.js';
import type { Profile } from '../../profile.js';
import { DATE_NAMES } from './check-coverage.js';

function readDate(name: string, text: string, profile: Profile): number {
  const date = profile.name === 'agora' ? parseLenientDate(text) : parseFixdate(text);
  if (date.kind === 'malformed') throw new DateMalformedError(name, date.reason);
  return date.at;
}

/**
 * The latest of the signed dates, Unix seconds. Each of them must be in the window; one that is not signed is not looked
 * at. Throws `date_missing`, `date_malformed`, `date_outside_window`, `invalid_auth_option`.
 */
export function checkDates(
  covered: ReadonlySet<string>,
  index: HeaderIndex,
  now: number,
  profile: Profile,
): number {
  checkClock(now);
  let latest = 0;
  for (const name of DATE_NAMES) {
    if (!covered.has(name)) continue;
    const at = readDate(name, index.first(name) ?? '', profile);
    const offBySeconds = at - now;
    if (Math.abs(offBySeconds) > profile.windowSeconds) {
      throw new DateOutsideWindowError(name, offBySeconds, profile.windowSeconds);
    }
    latest = Math.max(latest, at);
  }
  if (latest === 0) throw new DateMissingError();
  return latest;
}
