import { InvalidResumeTimeError } from './errors.js';
import type { BanEnd } from './stream-ban.js';

/** media-broadcast.md 5. */
const DEFAULT_BAN_SECONDS = 7 * 24 * 60 * 60;
const MILLIS = 1000;

/** RFC 3339, 5.6, with at most nanoseconds. */
const RFC_3339 =
  /^(?<date>\d{4}-\d\d-\d\d)T(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d{1,9})?(?:Z|(?<sign>[+-])(?<offsetHour>\d\d):(?<offsetMinute>\d\d))$/i;

type Parts = Readonly<Record<string, string | undefined>>;

const numberOf = (parts: Parts, name: string): number => Number(parts[name] ?? 0);

/** Midnight of a date in Unix seconds, undefined for one that no calendar has. */
function startOfDay(date: string): number | undefined {
  const midnight = new Date(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
  return isReal ? midnight.getTime() / MILLIS : undefined;
}

/** Whether the clock has such a time. A minute may have a leap second. */
function isTimeOfDay(parts: Parts): boolean {
  return (
    numberOf(parts, 'hour') <= 23 &&
    numberOf(parts, 'minute') <= 59 &&
    numberOf(parts, 'second') <= 60 &&
    numberOf(parts, 'offsetHour') <= 23 &&
    numberOf(parts, 'offsetMinute') <= 59
  );
}

/** Unix seconds, a fraction of one rounded up; undefined where the text is no instant. */
function readInstant(text: string): number | undefined {
  const parts: Parts | undefined = RFC_3339.exec(text)?.groups;
  if (parts === undefined || !isTimeOfDay(parts)) return undefined;
  const midnight = startOfDay(parts['date'] ?? '');
  if (midnight === undefined) return undefined;
  const minutes = numberOf(parts, 'hour') * 60 + numberOf(parts, 'minute');
  const offsetMinutes = numberOf(parts, 'offsetHour') * 60 + numberOf(parts, 'offsetMinute');
  const east = parts['sign'] === '-' ? -1 : 1;
  const begun = numberOf(parts, 'fraction') > 0 ? 1 : 0;
  const seconds = numberOf(parts, 'second') + begun;
  return midnight + (minutes - east * offsetMinutes) * 60 + seconds;
}

/** Seven days from now, in UTC. */
function defaultEnd(now: number): BanEnd {
  const resumesAt = now + DEFAULT_BAN_SECONDS;
  const resumeTime = new Date(resumesAt * MILLIS).toISOString().replace('.000Z', 'Z');
  return { resumeTime, resumesAt };
}

/**
 * The end of a ban that begins at `now`, Unix seconds. Without a text it is seven days later. Throws `invalid_resume_time`
 * for what is not RFC 3339 with an offset, and for an instant that is not in the future.
 */
export function parseResumeTime(text: string | undefined, now: number): BanEnd {
  if (text === undefined) return defaultEnd(now);
  const resumesAt = readInstant(text);
  if (resumesAt === undefined) {
    throw new InvalidResumeTimeError(
      'resumeTime must be of RFC 3339, with an offset: 2027-01-31T19:00:00+08:00',
    );
  }
  if (resumesAt <= now) throw new InvalidResumeTimeError('resumeTime must be in the future');
  return { resumeTime: text, resumesAt };
}
