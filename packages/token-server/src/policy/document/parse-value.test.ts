import { describe, expect, it } from 'vitest';
import {
  parseFields,
  parseInteger,
  parseList,
  parseName,
  parseOneField,
  parseOptional,
  parseRequired,
  parseSet,
  parseText,
} from './parse-value.js';
import { Place } from './place.js';

const parseItem = (value: unknown, place: Place): string => parseText(value, place);

/** What is said of a value at the place `x`; nothing where it is taken. */
function said(parse: (place: Place) => unknown): string {
  const root = new Place();
  parse(root.key('x'));
  return root.problems.map(({ path, message }) => `${path} ${message}`).join('\n');
}

describe('a text', () => {
  it('is taken as it is', () => {
    expect(parseText(' zoë ', new Place())).toBe(' zoë ');
  });

  it.each([
    [7, 'x must be a text, and is 7'],
    [null, 'x must be a text, and is null'],
    [['a'], 'x must be a text, and is a list'],
    [{}, 'x must be a text, and is object'],
    ['', 'x is empty'],
    ['abcd', 'x has 4 characters, and 3 are allowed'],
  ])('is not %j', (value, message) => {
    expect(said((place) => parseText(value, place, 3))).toBe(message);
  });
});

describe('a whole number', () => {
  it('is one in its range', () => {
    expect([1, 5].map((value) => parseInteger(value, new Place(), { from: 1, to: 5 }))).toEqual([
      1, 5,
    ]);
  });

  it.each([0, 6, 1.5, '3', null, Number.NaN])('is not %j', (value) => {
    expect(said((place) => parseInteger(value, place, { from: 1, to: 5 }))).toMatch(
      /^x must be a whole number from 1 to 5/,
    );
  });
});

describe('a name', () => {
  it('is one of those that there are', () => {
    expect(parseName('rtm', new Place(), ['rtc', 'rtm'])).toBe('rtm');
    expect(said((place) => parseName('RTC', place, ['rtc', 'stt']))).toBe(
      'x is "RTC": did you mean rtc?',
    );
    expect(said((place) => parseName(1, place, ['rtc', 'rtm']))).toBe('x is 1; there is rtc, rtm');
  });
});

describe('a list', () => {
  it('is read item by item', () => {
    expect(parseList(['a', 'b'], new Place(), parseItem)).toEqual(['a', 'b']);
    expect(parseList([], new Place(), parseItem, { mayBeEmpty: true })).toEqual([]);
    expect(said((place) => parseList(['a', 1], place, parseItem))).toBe(
      'x[1] must be a text, and is 1',
    );
  });

  it('is neither empty nor too long nor anything else', () => {
    expect(said((place) => parseList([], place, parseItem))).toBe('x is an empty list');
    expect(said((place) => parseList({ length: 1 }, place, parseItem))).toBe(
      'x must be a list, and is object',
    );
    expect(said((place) => parseList(['a', 'b'], place, parseItem, { maxLength: 1 }))).toBe(
      'x has 2 entries, and 1 are allowed',
    );
  });

  it('can be a set', () => {
    expect(parseSet(['a', 'b'], new Place(), parseItem)).toEqual(['a', 'b']);
    expect(said((place) => parseSet(['a', 'b', 'a'], place, parseItem))).toBe('x has "a" twice');
  });
});

describe('an object', () => {
  it('has the keys that there are, and no other', () => {
    expect([...parseFields({ kind: 'a', id: undefined }, new Place(), ['kind', 'id'])]).toEqual([
      ['kind', 'a'],
    ]);
    expect(said((place) => parseFields({ kin: 1 }, place, ['kind']))).toBe(
      'x.kin is unknown: did you mean kind?',
    );
    expect(said((place) => parseFields(JSON.parse('{"__proto__": 1}'), place, ['kind']))).toBe(
      'x.__proto__ is unknown; there is kind',
    );
  });

  it.each([[null], [[]], ['a'], [1]])('is not %j', (value) => {
    expect(said((place) => parseFields(value, place, ['kind']))).toMatch(/^x must be an object/);
  });

  it('can have exactly one key', () => {
    expect(parseOneField({ uid: 7 }, new Place(), ['uid', 'account'])).toEqual(['uid', 7]);
    for (const value of [{}, { uid: 7, account: 'a' }]) {
      expect(said((place) => parseOneField(value, place, ['uid', 'account']))).toBe(
        'x must have exactly one of uid, account',
      );
    }
    expect(said((place) => parseOneField({ udi: 1 }, place, ['uid']))).toBe(
      'x.udi is unknown: did you mean uid?',
    );
  });

  it('has what it must have', () => {
    const fields = new Map([['a', 'b']]);
    expect(parseRequired(fields, 'a', new Place(), parseItem)).toBe('b');
    expect(parseOptional(fields, 'c', new Place(), parseItem)).toBeUndefined();
    expect(said((place) => parseRequired(fields, 'c', place, parseItem))).toBe('x.c is missing');
  });
});
