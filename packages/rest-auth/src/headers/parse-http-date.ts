/** A date that was read, or what is wrong with it. */
export type ParsedDate =
  | { readonly kind: 'date'; readonly at: number }
  | { readonly kind: 'malformed'; readonly reason: string };

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** An IMF-fixdate, for as far as a pattern can say. */
const FIXDATE =
  /^([A-Z][a-z]{2}), (\d\d) ([A-Z][a-z]{2}) ([1-9]\d{3}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d) GMT$/;

/** What was probably meant to be one. */
const NEARLY_FIXDATE =
  /^(?<weekday>[^ ,]+), (?<day>\d\d) (?<month>[^ \d]+) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d) (?<zone>\S+)$/;

/** What names a zone, such as `CST`, `+0800`, `GMT+08:00`. */
const ZONE = / (?:[A-Z]{1,5}(?:[+-]\d\d:?\d\d)?|[+-]\d\d:?\d\d)$/;

/** As lenient as nginx reads dates, the zone taken off: blanks after the comma and the weekday are not looked at. */
const LENIENT_FORMS = [
  /^[^ ,]+, *(?<day>\d\d) (?<month>[A-Za-z]{3}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d)$/,
  /^[^ ,]+, *(?<day>\d\d)-(?<month>[A-Za-z]{3})-(?<year>\d\d) (?<time>\d\d:\d\d:\d\d)$/,
  /^[^ ,]+ (?<month>[A-Za-z]{3}) (?<day>[ \d]\d) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})$/,
];

const malformed = (reason: string): ParsedDate => ({ kind: 'malformed', reason });

interface DateParts {
  readonly weekday?: string;
  readonly day?: string;
  readonly month?: string;
  readonly year?: string;
  readonly time?: string;
  readonly zone?: string;
}

/** RFC 850 has years of two digits: above 69 they are of the last century, as in nginx. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

/** Midnight of the day that the parts name, in Unix seconds; undefined if there is none. */
function toMidnight({ day = '', year = '' }: DateParts, monthIndex: number): number | undefined {
  // Date.UTC takes years below 100 for others.
  if (fullYear(year) < 1970) return undefined;
  const milliseconds = Date.UTC(fullYear(year), monthIndex, Number(day));
  // Days that are not there become days of another month.
  return new Date(milliseconds).getUTCDate() === Number(day) ? milliseconds / 1000 : undefined;
}

const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/;

/** The instant that the parts name, if there is such a day and time. */
function toInstant(parts: DateParts): ParsedDate {
  const monthIndex = MONTHS.indexOf(parts.month ?? '');
  if (monthIndex === -1) {
    return malformed(
      'the month is no English name of three letters, such as Nov (Python: email.utils.formatdate(usegmt=True))',
    );
  }
  const midnight = toMidnight(parts, monthIndex);
  if (midnight === undefined) return malformed('there is no such day');
  const time = TIME_OF_DAY.exec(parts.time ?? '');
  if (time === null) return malformed('there is no such time of day');
  const [, hours = 0, minutes = 0, seconds = 0] = time.map(Number);
  return { kind: 'date', at: midnight + hours * 3600 + minutes * 60 + seconds };
}

const OTHER_FORMS: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}-\d\d-\d\d/, 'it is of ISO 8601'],
  [/^\d+$/, 'it is a number'],
  [/^[A-Z][a-z]+day, /, 'it is of the obsolete form of RFC 850'],
  [/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d /, 'it is of the obsolete form of asctime'],
  [/^[A-Za-z]{3}, \d /, 'the day must have two digits'],
  [/^[A-Za-z]{3}, {2,}/, 'there is more than one space after the comma'],
  [/ \d\d:\d\d:\d\d$/, 'the zone is missing, and must be GMT'],
  [/GMT.+$/, 'something follows GMT'],
];

/** What keeps a text from being an IMF-fixdate. */
function explainDate(text: string): ParsedDate {
  const parts: DateParts | undefined = NEARLY_FIXDATE.exec(text)?.groups;
  if (parts === undefined) {
    const other = OTHER_FORMS.find(([pattern]) => pattern.test(text));
    return malformed(other?.[1] ?? 'it is of another form');
  }
  if (parts.zone !== 'GMT') {
    return malformed('the zone must be GMT (Java: setTimeZone(TimeZone.getTimeZone("GMT")))');
  }
  const date = toInstant(parts);
  if (date.kind === 'malformed') return date;
  return malformed(
    DAYS.includes(parts.weekday ?? '')
      ? 'the weekday is not that of the day'
      : 'the weekday is no English name of three letters, such as Sat',
  );
}

/** The instant of a text that has the form, Unix seconds; undefined if there is no such day, or it is another weekday. */
function readFixdate(text: string): number | undefined {
  const match = FIXDATE.exec(text);
  if (match === null) return undefined;
  const [, weekday, day, month = '', year, hours, minutes, seconds] = match;
  const midnight = new Date(Date.UTC(Number(year), MONTHS.indexOf(month), Number(day)));
  // Days and months that are not there become other ones.
  const isThere = MONTHS.includes(month) && midnight.getUTCDate() === Number(day);
  if (!isThere || DAYS[midnight.getUTCDay()] !== weekday) return undefined;
  const secondsOfDay = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return midnight.getTime() / 1000 + secondsOfDay;
}

/**
 * Reads an IMF-fixdate, the one form of a date that RFC 9110, section 5.6.7, lets a sender write, to Unix seconds. All
 * of it is checked, the weekday too.
 */
export function parseFixdate(text: string): ParsedDate {
  const at = readFixdate(text);
  return at === undefined ? explainDate(text) : { kind: 'date', at };
}

/** Reads what nginx reads too: also the two obsolete forms, any weekday, any zone, whose hour is taken as of GMT. */
export function parseLenientDate(text: string): ParsedDate {
  const fixdate = parseFixdate(text);
  if (fixdate.kind === 'date') return fixdate;
  const withoutZone = text.replace(ZONE, '');
  for (const form of LENIENT_FORMS) {
    const parts: DateParts | undefined = form.exec(withoutZone)?.groups;
    if (parts !== undefined) return toInstant(parts);
  }
  return fixdate;
}
