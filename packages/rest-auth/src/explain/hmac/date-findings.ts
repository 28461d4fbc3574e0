import { formatHttpDate } from '../../headers/format-http-date.js';
import { parseFixdate, parseLenientDate } from '../../headers/parse-http-date.js';
import { DATE_NAMES } from '../../schemes/hmac/check-coverage.js';
import { fatal, type RequestFindingGroup, type RequestFindingRow } from '../finding-kinds.js';
import type { RequestEvidence } from '../request-evidence.js';

/** A signed date. */
export interface DateEvidence extends RequestEvidence {
  /** The name of its header, in lower case. */
  readonly name: string;
  /** Its value; undefined where it did not arrive. */
  readonly text: string | undefined;
  /** What is wrong with its form, as half a sentence; undefined where nothing is. */
  readonly reason: string | undefined;
  /** The instant that it names, Unix seconds; undefined where it cannot be read. */
  readonly at: number | undefined;
}

/** The signed instant of a date in any form that can be read, Unix seconds. */
export function readInstant(text: string): number | undefined {
  const date = parseLenientDate(text);
  return date.kind === 'date' ? date.at : undefined;
}

/** The dates that are signed, in the order of `DATE_NAMES`. `names`: those that are covered, in lower case. */
export function listDateEvidence(
  names: readonly string[],
  evidence: RequestEvidence,
): readonly DateEvidence[] {
  return DATE_NAMES.filter((name) => names.includes(name)).map((name) => {
    const text = evidence.index.first(name);
    const isLenient = evidence.facts.profile.name === 'agora';
    const date = isLenient ? parseLenientDate(text ?? '') : parseFixdate(text ?? '');
    return {
      ...evidence,
      name,
      text,
      reason: date.kind === 'malformed' ? date.reason : undefined,
      at: readInstant(text ?? ''),
    };
  });
}

const FORM_FIX =
  'write it like Sat, 21 Nov 2026 06:30:00 GMT; in Python email.utils.formatdate(usegmt=True), in Java setTimeZone(GMT) and Locale.US, in JavaScript toUTCString()';

const MISSING: RequestFindingRow<DateEvidence> = {
  kind: 'date_missing',
  codes: ['date_missing'],
  find: ({ name, text }) =>
    text === undefined
      ? fatal(
          `${name} is signed and did not arrive: browsers and some libraries drop Date`,
          'send the date as X-Date too, and list x-date in the place of date',
        )
      : undefined,
};

/** A row about the form of a date. */
const formRow = (
  kind: RequestFindingRow<DateEvidence>['kind'],
  describe: (text: string) => string | undefined,
  fix = FORM_FIX,
): RequestFindingRow<DateEvidence> => ({
  kind,
  codes: ['date_malformed'],
  find: ({ name, text = '', reason, omitter }) => {
    const description = reason === undefined ? undefined : describe(text);
    return description === undefined
      ? undefined
      : fatal(`${name} is ${omitter.quote(text)}: ${description}`, fix);
  },
});

const ENGLISH_DAY = /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)[a-z]*,/;
const ENGLISH_MONTH = / (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) /;
const SHAPE = /^\S+,? +\d{1,2}\.? +\S+ +\d{4} +\d\d:\d\d:\d\d/;

const LANGUAGE = formRow('date_local_language', (text) =>
  SHAPE.test(text) && !(ENGLISH_DAY.test(text) && ENGLISH_MONTH.test(text))
    ? 'the names of weekday and month are not the English ones of three letters; strftime and SimpleDateFormat follow the language of the system'
    : undefined,
);

const ZONE = /\d\d:\d\d:\d\d(?<zone> .*)?$/;

const OTHER_ZONE = formRow('date_zone', (text) => {
  const groups = ENGLISH_DAY.test(text) ? ZONE.exec(text)?.groups : undefined;
  if (groups === undefined || groups['zone'] === ' GMT') return undefined;
  return groups['zone'] === undefined
    ? 'the zone is missing, and must be GMT'
    : `the zone is${groups['zone']}, and must be GMT`;
});

const WEEKDAY = formRow(
  'date_weekday',
  (text) => {
    const at = readInstant(text);
    const weekday = at === undefined ? '' : formatHttpDate(at).slice(0, 3);
    return weekday === '' || text.startsWith(weekday) ? undefined : `that day is a ${weekday}`;
  },
  'let a library write the date from the clock; do not change its parts by hand',
);

const OTHER_FORM = formRow('date_other_form', (text) => {
  if (/^\d{4}-\d\d-\d\d/.test(text)) return 'that is a date of ISO 8601';
  if (/^\d{10}$/.test(text)) return 'that is a number of seconds';
  if (/^\d{13}$/.test(text)) return 'that is a number of milliseconds';
  if (/^[A-Z][a-z]+day, \d\d-/.test(text)) return 'that is the obsolete form of RFC 850';
  if (/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d /.test(text)) {
    return 'that is the form of asctime and of toString';
  }
  return undefined;
});

const MALFORMED: RequestFindingRow<DateEvidence> = {
  kind: 'date_malformed',
  codes: ['date_malformed'],
  find: ({ name, text, reason, omitter }) =>
    reason === undefined || text === undefined
      ? undefined
      : fatal(`${name} is ${omitter.quote(text)}: ${reason}`, FORM_FIX),
};

const HALF_HOUR_SECONDS = 1800;
/** How far a clock that is right but shows another zone may be from a half hour. */
const NEAR_SECONDS = 120;
/** No zone is further from Greenwich. */
const MAX_ZONE_SECONDS = 14 * 3600;

/** How far a date is outside the window, in seconds; undefined where it is inside, or nothing can be said. */
function offBySeconds({ at, facts, reason }: DateEvidence): number | undefined {
  if (at === undefined || facts.now === undefined || reason !== undefined) return undefined;
  const seconds = at - facts.now;
  return Math.abs(seconds) > facts.profile.windowSeconds ? seconds : undefined;
}

/** A length of time with its two largest units. */
function describeSeconds(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  return `${minutes} min ${seconds % 60} s`;
}

const describeOff = (seconds: number): string =>
  `${describeSeconds(Math.abs(seconds))} ${seconds < 0 ? 'behind' : 'ahead of'} the time it is judged by`;

/** A row about a date that is too far from the clock. */
const clockRow = (
  kind: RequestFindingRow<DateEvidence>['kind'],
  isSo: (seconds: number) => boolean,
  explanation: string,
  fix: string,
): RequestFindingRow<DateEvidence> => ({
  kind,
  codes: ['date_outside_window'],
  find: (evidence) => {
    const seconds = offBySeconds(evidence);
    return seconds === undefined || !isSo(seconds)
      ? undefined
      : fatal(
          `${evidence.name} is ${describeOff(seconds)}, and at most ${evidence.facts.profile.windowSeconds} s are taken${explanation}`,
          fix,
        );
  },
});

function isZone(seconds: number): boolean {
  const halfHours = Math.round(seconds / HALF_HOUR_SECONDS);
  const distance = Math.abs(seconds - halfHours * HALF_HOUR_SECONDS);
  return halfHours !== 0 && distance <= NEAR_SECONDS && Math.abs(seconds) <= MAX_ZONE_SECONDS;
}

const TIME_ZONE = clockRow(
  'date_time_zone',
  isZone,
  ': about so many whole or half hours as a time zone has; unless this was captured so long ago, local time was written under the label GMT',
  'format the date in UTC: Python formatdate(usegmt=True), Java setTimeZone(GMT), PHP gmdate()',
);

/** An hour is more than a clock drifts. */
const STALE_SECONDS = 3600;

const STALE = clockRow(
  'signature_stale',
  (seconds) => seconds < -STALE_SECONDS,
  ': it was signed long before it was sent, or captured long before it was explained',
  'sign each request when it is sent, a repeated one too; to explain a captured one, give the time of its capture',
);

const OUTSIDE = clockRow(
  'date_outside_window',
  () => true,
  '',
  'synchronise the clock (NTP), and sign each request when it is sent',
);

/** What can be wrong with a signed date. */
export const DATE_GROUPS: readonly RequestFindingGroup<DateEvidence>[] = [
  [MISSING, OTHER_FORM, LANGUAGE, OTHER_ZONE, WEEKDAY, MALFORMED],
  [TIME_ZONE, STALE, OUTSIDE],
];
