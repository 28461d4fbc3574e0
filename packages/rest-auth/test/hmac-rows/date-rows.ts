import { DATE, dateAt, NOW, type RequestDraft } from '../hmac-request.js';
import { type Row, row } from './row.js';

const STALE = dateAt(NOW - 3600);
const BY_X_DATE = 'host x-date request-line digest';
const BY_BOTH = 'host date x-date request-line digest';
const BY_NONE = 'host request-line digest';

const withXDate = (date: string | null, xDate: string, names: string): RequestDraft => ({
  date,
  names,
  fields: [['X-Date', xDate]],
});

const MISSING = 'D date_missing';
const MALFORMED = 'D date_malformed';
const OUTSIDE = 'D date_outside_window';

const WHICH_DATE: readonly Row[] = [
  row('K23', 'date is listed', { date: null }, MISSING),
  row('K23', 'x-date is listed', { date: null, names: BY_X_DATE }, MISSING),
  ...[0, -1, 1, -300, 300].map((offset) =>
    row('K24', `the date is off by ${offset} s`, { date: dateAt(NOW + offset) }, 'ok'),
  ),
  ...[-301, 301, -86_400, 86_400].map((offset) =>
    row('K24', `the date is off by ${offset} s`, { date: dateAt(NOW + offset) }, OUTSIDE),
  ),
  row(
    'K25',
    'a stale signed Date, a fresh X-Date unsigned',
    withXDate(STALE, DATE, 'host date request-line digest'),
    OUTSIDE,
  ),
  row(
    'K26',
    'a stale signed X-Date, a fresh Date unsigned',
    withXDate(DATE, STALE, BY_X_DATE),
    OUTSIDE,
  ),
  row(
    'K27',
    'a stale X-Date unsigned',
    withXDate(DATE, STALE, 'host date request-line digest'),
    'ok',
  ),
  row(
    'K27',
    'an unreadable X-Date unsigned',
    withXDate(DATE, 'now', 'host date request-line digest'),
    'ok',
  ),
  row('K27', 'an unreadable Date unsigned, X-Date signed', withXDate('now', DATE, BY_X_DATE), 'ok'),
  row('K28', 'both signed and fresh', withXDate(DATE, DATE, BY_BOTH), 'ok'),
  row('K28', 'both signed, Date stale', withXDate(STALE, DATE, BY_BOTH), OUTSIDE),
  row('K28', 'both signed, X-Date stale', withXDate(DATE, STALE, BY_BOTH), OUTSIDE),
  row('K28', 'both signed, X-Date unreadable', withXDate(DATE, 'now', BY_BOTH), MALFORMED),
  row('K29', 'neither signed, Date fresh', { names: BY_NONE }, 'C coverage_insufficient'),
  row(
    'K29',
    'neither signed, X-Date fresh',
    withXDate(null, DATE, BY_NONE),
    'C coverage_insufficient',
  ),
];

const LENIENT = { strict: MALFORMED, agora: 'ok' } as const;
const LENIENT_BUT_STALE = { strict: MALFORMED, agora: OUTSIDE } as const;

const each = (
  id: string,
  dates: readonly string[],
  expected: Row['strict'] | typeof LENIENT | typeof LENIENT_BUT_STALE,
): readonly Row[] => dates.map((date) => row(id, date, { date }, expected));

const FORMS: readonly Row[] = [
  ...each('K30', ['Saturday, 21-Nov-26 06:30:00 GMT', 'Sat Nov 21 06:30:00 2026'], LENIENT),
  ...each(
    'K30',
    [
      'Saturday, 21-Nov-26 05:30:00 GMT',
      'Sat Nov 21 05:30:00 2026',
      'Saturday, 21-Nov-70 06:30:00 GMT',
    ],
    LENIENT_BUT_STALE,
  ),
  ...each(
    'K31',
    [
      'Sat, 21 Nov 2026 06:30:00 UTC',
      'Sat, 21 Nov 2026 06:30:00 +0800',
      'Sat, 21 Nov 2026 06:30:00 CST',
      'Sat, 21 Nov 2026 06:30:00 GMT+08:00',
      'Sat, 21 Nov 2026 06:30:00',
    ],
    LENIENT,
  ),
  ...each(
    'K31',
    ['Sat, 21 Nov 2026 14:30:00 +0800', 'Sat, 21 Nov 2026 14:30:00 CST'],
    LENIENT_BUT_STALE,
  ),
  ...each(
    'K32',
    [
      'Mon, 21 Nov 2026 06:30:00 GMT',
      'Xyz, 21 Nov 2026 06:30:00 GMT',
      'Sa, 21 Nov 2026 06:30:00 GMT',
      'Sat,  21 Nov 2026 06:30:00 GMT',
      'Sat,    21 Nov 2026 06:30:00 GMT',
    ],
    LENIENT,
  ),
  ...each(
    'K33',
    [
      'Mon, 31 Nov 2026 06:30:00 GMT',
      'Sat, 00 Nov 2026 06:30:00 GMT',
      'Sat, 21 Nov 2026 06:30:60 GMT',
      'Sat, 21 Nov 2026 06:60:00 GMT',
      'Sat, 21 Nov 2026 24:30:00 GMT',
      'sat, 21 nov 2026 06:30:00 gmt',
      'SAT, 21 NOV 2026 06:30:00 GMT',
      'Sat, 21 Nov 2026 06:30:00 gmt',
      'Sat, 21 Nov 2026 06:30:00 GMT x',
      'Sat, 21 Nov 2026 06:30:00 GMTx',
      'Sat, 21 Nov 2026 06:30:00 GMT, x',
      'Sat, 21 Nov 2026 06:30:00 GMT GMT',
      'Sat, 21 Nov 2026 6:30:00 GMT',
      'Sat, 21 Nov 0026 06:30:00 GMT',
      'Sa, 21 Mär 2026 06:30:00 GMT',
      '2026-11-21T06:30:00Z',
      '1795242600',
      '1795242600000',
      'Invalid Date',
      '',
    ],
    MALFORMED,
  ),
];

/** K23 to K33. */
export const DATE_ROWS: readonly Row[] = [...WHICH_DATE, ...FORMS];
