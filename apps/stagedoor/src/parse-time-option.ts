import { UsageError } from './errors.js';

const SECONDS_OF = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const AGO = /^(?<count>\d{1,6})(?<unit>[smhd])$/;
const UNIX_SECONDS = /^\d{9,11}$/;
const DATE =
  /^(?<day>\d{4}-\d{2}-\d{2})(?<time>[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?(?<zone>Z|[+-]\d{2}:\d{2})?$/i;
const MILLIS = 1000;

function parseDate(text: string): number | undefined {
  const { day = '', time = 'T00:00', zone = 'Z' } = DATE.exec(text)?.groups ?? {};
  const midnight = Date.parse(`${day}T00:00Z`);
  // The 31st of February would be taken for one of March.
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  const at = Date.parse(`${day}${time.replace(' ', 'T')}${zone.toUpperCase()}`);
  return isDay && !Number.isNaN(at) ? at : undefined;
}

function parseAgo(text: string, now: number): number | undefined {
  const groups = AGO.exec(text)?.groups;
  const seconds = Object.entries(SECONDS_OF).find(([unit]) => unit === groups?.['unit'])?.[1];
  if (groups === undefined || seconds === undefined) return undefined;
  return (now - Number(groups['count']) * seconds) * MILLIS;
}

/**
 * A time that has been, as Unix milliseconds: `2026-11-21`, `2026-11-21T06:30` (UTC where it names no zone), Unix seconds, or
 * how long ago it was, `90s`, `30m`, `24h`, `7d`. `now` is Unix seconds. Throws `usage`, which names the option.
 */
export function parseTimeOption(text: string, option: string, now: number): number {
  const at = UNIX_SECONDS.test(text)
    ? Number(text) * MILLIS
    : (parseAgo(text, now) ?? parseDate(text));
  if (at !== undefined) return at;
  throw new UsageError(
    `${option} must be a time: 2026-11-21, 2026-11-21T06:30Z, Unix seconds, or how long ago (30m, 24h, 7d)`,
  );
}
