import { describe, expect, it } from 'vitest';
import type { DateOutsideWindowError, RestAuthError } from '../../errors.js';
import { HeaderIndex } from '../../headers/header-index.js';
import { PROFILES, type Profile } from '../../profile.js';
import { checkDates } from './check-dates.js';

const AT = 1_795_242_600;
const dateAt = (at: number): string => new Date(at * 1000).toUTCString();

/** The dates that are sent, and which of them are signed. */
interface Dates {
  readonly date?: string;
  readonly xDate?: string;
  readonly names?: readonly string[];
  readonly now?: number;
  readonly profile?: Profile;
}

function check({
  date,
  xDate,
  names = ['date'],
  now = AT,
  profile = PROFILES.strict,
}: Dates): number {
  const index = new HeaderIndex([
    ...(date === undefined ? [] : [['Date', date] as const]),
    ...(xDate === undefined ? [] : [['X-Date', xDate] as const]),
  ]);
  return checkDates(new Set(names), index, now, profile);
}

function refuse(dates: Dates): RestAuthError {
  try {
    check(dates);
  } catch (error) {
    return error as RestAuthError;
  }
  throw new Error('the dates are fine');
}

const BOTH = ['date', 'x-date'];

describe('checkDates', () => {
  it('gives the signed date, the later one of two', () => {
    expect(check({ date: dateAt(AT - 5) })).toBe(AT - 5);
    expect(check({ date: dateAt(AT - 5), xDate: dateAt(AT + 9), names: BOTH })).toBe(AT + 9);
    expect(check({ date: dateAt(AT + 9), xDate: dateAt(AT - 5), names: BOTH })).toBe(AT + 9);
    expect(check({ date: 'x', xDate: dateAt(AT), names: ['x-date'] })).toBe(AT);
  });

  it.each([-301, 301])('says how far it is off: %i s', (offBySeconds) => {
    const error = refuse({ date: dateAt(AT + offBySeconds) }) as DateOutsideWindowError;
    expect(error).toMatchObject({ code: 'date_outside_window', offBySeconds });
  });

  it('takes the borders of the window', () => {
    for (const off of [-300, 300]) expect(check({ date: dateAt(AT + off) })).toBe(AT + off);
    const profile = { ...PROFILES.strict, windowSeconds: 5 };
    expect(check({ date: dateAt(AT + 5), profile })).toBe(AT + 5);
    expect(refuse({ date: dateAt(AT + 6), profile })).toMatchObject({ offBySeconds: 6 });
  });

  it('wants each signed date in the window', () => {
    const fresh = dateAt(AT);
    const stale = dateAt(AT - 999);
    expect(refuse({ date: stale, xDate: fresh, names: BOTH }).message).toMatch(/^date is/);
    expect(refuse({ date: fresh, xDate: stale, names: BOTH }).message).toMatch(/^x-date is/);
  });

  it('reads as the profile says', () => {
    const date = 'Sat Nov 21 06:30:00 2026';
    expect(refuse({ date })).toMatchObject({ code: 'date_malformed' });
    expect(check({ date, profile: PROFILES.agora })).toBe(AT);
  });

  it('takes any clock of seconds at its word', () => {
    for (const now of [0, 1e11 - 1]) {
      expect(refuse({ date: dateAt(AT), now })).toMatchObject({ code: 'date_outside_window' });
    }
  });

  it('refuses where no date is signed', () => {
    expect(refuse({ date: dateAt(AT), names: [] })).toMatchObject({ code: 'date_missing' });
  });

  it.each([Number.NaN, -1, 1e11, AT * 1000, Number.POSITIVE_INFINITY])(
    'does not judge by a clock that says %d',
    (now) => {
      expect(refuse({ date: dateAt(AT), now })).toMatchObject({ code: 'invalid_auth_option' });
    },
  );
});
