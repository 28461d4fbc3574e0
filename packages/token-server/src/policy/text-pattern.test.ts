import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Place } from './document/place.js';
import { matchesAny, matchesPattern, parseTextPattern } from './text-pattern.js';

const patternOf = (text: string): ReturnType<typeof parseTextPattern> =>
  parseTextPattern(text, new Place());
const matches = (pattern: string, text: string): boolean =>
  matchesPattern(patternOf(pattern), text);

it.each([
  ['room', 'room'],
  ['*', 'anything at all'],
  ['call-*', 'call-1'],
  ['call-*', 'call-a-b'],
  ['*-lobby', 'x-lobby'],
  ['a*b*c', 'axbxc'],
  ['a*b*c', 'abbcc'],
  ['*a*', 'bab'],
  ['a*a', 'aaa'],
  ['*.*', 'a.b'],
  ['call:*:*', 'call:a:b'],
  ['ro.m', 'ro.m'],
])('%s is for %s', (pattern, text) => {
  expect(matches(pattern, text)).toBe(true);
});

it.each([
  ['room', 'rooms'],
  ['room', 'Room'],
  ['room', 'room '],
  ['room', 'rооm'],
  ['zoë', 'zoe\u0308'],
  ['call-*', 'call-'],
  ['call-*', 'xcall-1'],
  ['call-*', 'call'],
  ['*-lobby', '-lobby'],
  ['*-lobby', 'x-lobby2'],
  ['a*a', 'aa'],
  ['a*a', 'a'],
  ['a*b*c', 'abc'],
  ['a*b*c', 'axbc'],
  ['*a*', 'a'],
  ['*', ''],
  ['ro.m', 'room'],
  ['r[o]om', 'room'],
  ['roo?', 'room'],
])('%s is not for %s', (pattern, text) => {
  expect(matches(pattern, text)).toBe(false);
});

it('says the same as a regular expression', () => {
  const letters = (...unit: readonly string[]): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...unit), maxLength: 12 });
  fc.assert(
    fc.property(letters('a', 'b', '*'), letters('a', 'b'), (written, text) => {
      const pattern = written.replaceAll(/\*+/g, '*');
      const expected = new RegExp(`^${pattern.replaceAll('*', '.+')}$`).test(text);
      expect(matchesPattern({ text: pattern, pieces: pattern.split('*') }, text)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

it('is quick where a regular expression would not be', () => {
  expect(matches(`${'*a'.repeat(60)}*b`, 'a'.repeat(100_000))).toBe(false);
});

it('matches one of several', () => {
  expect(matchesAny([patternOf('a'), patternOf('b*')], 'bc')).toBe(true);
  expect(matchesAny([patternOf('a')], 'bc')).toBe(false);
});

it.each([['a**b'], [''], [7], ['a'.repeat(257)]])('refuses %j', (text) => {
  const place = new Place();
  parseTextPattern(text, place);
  expect(place.problems).toHaveLength(1);
});
