import { type LenientNumber, parseLenientNumber } from './parse-lenient-number.js';

// rest-api.md 3.2
const DEFAULT_MINUTES = 60;
const MINUTES = { least: 1, most: 1440 };
const SECONDS = { least: 10, most: 86_430 };
const MILLIS_PER_MINUTE = 60_000;
const MILLIS_PER_SECOND = 1000;

/** How long a ban lasts, as clients say it. */
export interface BanTimeInput {
  /** Minutes. */
  readonly time?: LenientNumber;
  /** Wins over `time`. */
  readonly time_in_seconds?: LenientNumber;
}

function clamp(number: number, { least, most }: typeof MINUTES): number {
  return number === 0 ? 0 : Math.min(Math.max(number, least), most);
}

/**
 * Milliseconds of the ban: brought into the range that is allowed, and an hour where nothing is said. 0 bans nobody: those
 * who are there are thrown out once. Throws `invalid_request`.
 */
export function banMillisOf(input: BanTimeInput): number {
  const minutes = parseLenientNumber('time', input.time) ?? DEFAULT_MINUTES;
  const seconds = parseLenientNumber('time_in_seconds', input.time_in_seconds);
  return seconds === undefined
    ? Math.round(clamp(minutes, MINUTES) * MILLIS_PER_MINUTE)
    : Math.round(clamp(seconds, SECONDS) * MILLIS_PER_SECOND);
}
