import { assert, constantFrom, property, string, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeaderIndex } from './header-index.js';

describe('HeaderIndex', () => {
  it('finds fields in any letter case, in their order', () => {
    const index = new HeaderIndex([
      ['Host', 'a'],
      ['X-TAG', '1'],
      ['x-tag', '2'],
      ['X-Tag', '1'],
    ]);
    expect(index.first('host')).toBe('a');
    expect(index.first('x-tag')).toBe('1');
    expect(index.all('x-tag')).toEqual(['1', '2', '1']);
    expect(index.isRepeated('x-tag')).toBe(true);
    expect(index.isRepeated('host')).toBe(false);
    expect(index.isRepeated('date')).toBe(false);
  });

  it('has none of what did not arrive', () => {
    const index = new HeaderIndex([['Host', 'a']]);
    expect(index.first('date')).toBeUndefined();
    expect(index.all('date')).toEqual([]);
  });

  it('tells an empty field from none', () => {
    const index = new HeaderIndex([['Date', '']]);
    expect(index.first('date')).toBe('');
    expect(index.all('date')).toEqual(['']);
  });

  it('keeps names apart that objects have from the start, and underscores from hyphens', () => {
    const index = new HeaderIndex([['X_Date', 'a']]);
    expect(index.first('x-date')).toBeUndefined();
    for (const name of ['constructor', '__proto__', 'hasOwnProperty']) {
      expect(index.first(name)).toBeUndefined();
      expect(new HeaderIndex([[name, 'b']]).first(name.toLowerCase())).toBe('b');
    }
  });

  it.each([
    ['  a b  ', 'a b'],
    ['\ta\t', 'a'],
    [' \t ', ''],
    ['a  b', 'a  b'],
    ['\u00a0a\u00a0', '\u00a0a\u00a0'],
    ['\u000ba', '\u000ba'],
    ['a', 'a'],
  ])('takes outer spaces and tabs off, and nothing else: %o', (value, trimmed) => {
    expect(new HeaderIndex([['X-Tag', value]]).first('x-tag')).toBe(trimmed);
  });

  it('never changes what is between the first and the last character', () => {
    const blanks = string({ unit: constantFrom(' ', '\t'), maxLength: 5 });
    assert(
      property(blanks, stringMatching(/^[!-~]([ -~\t]*[!-~])?$/), blanks, (a, value, b) => {
        expect(new HeaderIndex([['x', a + value + b]]).first('x')).toBe(value);
      }),
    );
  });
});
