const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
const MINUTE_SECONDS = 60;

function describeDuration(seconds: number): string {
  if (seconds >= 2 * DAY_SECONDS) return `${Math.floor(seconds / DAY_SECONDS)} days`;
  if (seconds >= 2 * HOUR_SECONDS) return `${Math.floor(seconds / HOUR_SECONDS)} h`;
  return seconds >= 2 * MINUTE_SECONDS
    ? `${Math.floor(seconds / MINUTE_SECONDS)} min`
    : `${seconds} s`;
}

/** An instant for people: the date in UTC, the number, and how far it is from `now`. Both are Unix seconds. */
export function describeInstant(instant: number, now: number): string {
  const distance =
    instant > now
      ? `in ${describeDuration(instant - now)}`
      : `${describeDuration(now - instant)} ago`;
  const date = new Date(instant * 1000).toISOString().replace('.000Z', 'Z');
  return `${date} (${instant}), ${distance}`;
}
