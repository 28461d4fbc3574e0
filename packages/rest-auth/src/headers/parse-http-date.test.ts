import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ParsedDate, parseFixdate, parseLenientDate } from './parse-http-date.js';

const AT = 1_795_242_600;
const reasonOf = (date: ParsedDate): string => (date.kind === 'malformed' ? date.reason : 'fine');
const instantOf = (date: ParsedDate): number | undefined =>
  date.kind === 'date' ? date.at : undefined;

/** 1970 to 9999, which four digits can say. */
const instants = fc.integer({ min: 0, max: 253_402_300_799 });
const write = (at: number): string => new Date(at * 1000).toUTCString();

describe('parseFixdate', () => {
  it.each([
    ['Sat, 21 Nov 2026 06:30:00 GMT', AT],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Thu, 29 Feb 2024 23:59:59 GMT', 1_709_251_199],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 784_111_777],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 253_402_300_799],
  ])('reads %s', (text, at) => {
    expect(parseFixdate(text)).toEqual({ kind: 'date', at });
  });

  it('reads every instant as it is written', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(instantOf(parseFixdate(write(at)))).toBe(at);
      }),
    );
  });

  it('reads nothing else: what it reads is written so', () => {
    const nearly = fc
      .tuple(instants, fc.nat(28), fc.string({ maxLength: 2 }))
      .map(([at, i, text]) => write(at).slice(0, i) + text + write(at).slice(i + 1));
    fc.assert(
      fc.property(nearly, (text) => {
        const at = instantOf(parseFixdate(text));
        expect(at === undefined ? text : write(at)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['Sat, 21 Nov 2026 06:30:00 UTC', 'zone must be GMT'],
    ['Sat, 21 Nov 2026 06:30:00 gmt', 'zone must be GMT'],
    ['Sat, 21 Nov 2026 06:30:00', 'zone is missing'],
    ['Mon, 21 Nov 2026 06:30:00 GMT', 'weekday is not that of the day'],
    ['Sab, 21 Nov 2026 06:30:00 GMT', 'weekday is no English name'],
    ['Sat, 21 nov 2026 06:30:00 GMT', 'month is no English name'],
    ['Sat, 21 Noviembre 2026 06:30:00 GMT', 'month is no English name'],
    ['Sat, 29 Feb 2025 06:30:00 GMT', 'no such day'],
    ['Sat, 00 Nov 2026 06:30:00 GMT', 'no such day'],
    ['Sat, 21 Nov 0099 06:30:00 GMT', 'no such day'],
    ['Sat, 21 Nov 2026 06:30:60 GMT', 'no such time of day'],
    ['Sat, 21 Nov 2026 24:00:00 GMT', 'no such time of day'],
    ['2026-11-21T06:30:00Z', 'ISO 8601'],
    ['1795242600', 'a number'],
    ['Saturday, 21-Nov-26 06:30:00 GMT', 'RFC 850'],
    ['Sat Nov 21 06:30:00 2026', 'asctime'],
    ['Sat, 1 Nov 2026 06:30:00 GMT', 'two digits'],
    ['Sat,  21 Nov 2026 06:30:00 GMT', 'more than one space'],
    ['Sat, 21 Nov 2026 06:30:00 GMT+1 x', 'follows GMT'],
    ['x Sat, 21 Nov 2026 06:30:00 GMT', 'another form'],
    [' Sat, 21 Nov 2026 06:30:00 GMT', 'another form'],
    ['x2026-11-21', 'another form'],
    ['12x', 'another form'],
    ['x Saturday, 21-Nov-26', 'another form'],
    ['x Sat Nov 21 2026', 'another form'],
    ['Invalid Date', 'another form'],
    ['', 'another form'],
  ])('says what is wrong with %o', (text, reason) => {
    expect(reasonOf(parseFixdate(text))).toMatch(reason);
  });
});

describe('parseLenientDate', () => {
  it.each([
    'Sat, 21 Nov 2026 06:30:00 GMT',
    'Saturday, 21-Nov-26 06:30:00 GMT',
    'Sat Nov 21 06:30:00 2026',
    'Sat, 21 Nov 2026 06:30:00 UTC',
    'Sat, 21 Nov 2026 06:30:00 +0800',
    'Sat, 21 Nov 2026 06:30:00 GMT+08:00',
    'Sat, 21 Nov 2026 06:30:00',
    'Sun, 21 Nov 2026 06:30:00 GMT',
    'Sa, 21 Nov 2026 06:30:00 GMT',
    'Sat,21 Nov 2026 06:30:00 GMT',
    'Sat,   21 Nov 2026 06:30:00 GMT',
  ])('reads the hour of %s as of GMT', (text) => {
    expect(parseLenientDate(text)).toEqual({ kind: 'date', at: AT });
  });

  it.each([
    ['Sunday, 01-Mar-26 00:00:00 GMT', '2026-03-01'],
    ['Sunday, 01-Mar-69 00:00:00 GMT', '2069-03-01'],
    ['Sunday, 01-Mar-70 00:00:00 GMT', '1970-03-01'],
    ['Sun Mar  1 00:00:00 2026', '2026-03-01'],
    ['Sun Mar 01 00:00:00 2026', '2026-03-01'],
  ])('reads the obsolete form %s', (text, day) => {
    expect(instantOf(parseLenientDate(text))).toBe(Date.parse(day) / 1000);
  });

  it.each([
    'Sat, 21 Nov 2026 06:30:60 GMT',
    'Sat, 31 Nov 2026 06:30:00 GMT',
    'Sat, 21 nov 2026 06:30:00 GMT',
    'Sat, 21 Nov 2026 06:30:00 gmt',
    'Sat, 21 Nov 2026 06:30:00 GMT x',
    'Sat, 21 Nov 2026 06:30:00 GMTjunk',
    'Sat, 21 Nov 0099 06:30:00 GMT',
    'Saturday, 21-Nov-2026 06:30:00 GMT',
    'Sat Nov 21 06:30:00 26',
    'x Sat, 21 Nov 2026 06:30:00 GMT',
    'x Saturday, 21-Nov-26 06:30:00 GMT',
    'x Sat Nov 21 06:30:00 2026',
    'Saturday, 21-Nov-26 06:30:00 x',
    'Sat Nov 21 06:30:00 2026 x',
    'Sat Nov 21 06:30:00 20266',
    '2026-11-21T06:30:00Z',
    'Invalid Date',
    '',
  ])('does not read %o', (text) => {
    expect(parseLenientDate(text)).toMatchObject({ kind: 'malformed' });
  });

  it.each([
    'Saturday, 21-Nov-26 07:31:05 GMT',
    'Sat Nov 21 07:31:05 2026',
    'Sun, 21 Nov 2026 07:31:05 CST',
  ])('reads every part of the time of day: %s', (text) => {
    expect(parseLenientDate(text)).toEqual({ kind: 'date', at: AT + 3665 });
  });

  it('reads whatever the strict one reads, as the same instant', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(parseLenientDate(write(at))).toEqual(parseFixdate(write(at)));
      }),
    );
  });
});
