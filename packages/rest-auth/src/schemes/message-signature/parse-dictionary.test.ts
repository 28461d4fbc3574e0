import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageMalformedError } from '../../errors.js';
import { parseDictionary, type BareItem, type Member } from './parse-dictionary.js';

const parse = (text: string): ReadonlyMap<string, Member> =>
  parseDictionary(text, (reason) => new MessageMalformedError(reason));

const valueOf = (text: string): unknown => {
  const member = parse(`a=${text}`).get('a');
  return member?.kind === 'item' ? member.value : undefined;
};

function outcomeOf(text: string): unknown {
  try {
    return parse(text) instanceof Map;
  } catch (error) {
    return error instanceof MessageMalformedError ? MessageMalformedError : error;
  }
}

describe('parseDictionary', () => {
  it('reads members in order, with their text', () => {
    const members = parse('a=1;x, b2=("q" "r";y=2 );z="w",\t*c');
    expect([...members.keys()]).toEqual(['a', 'b2', '*c']);
    expect(members.get('a')?.source).toBe('1;x');
    expect(members.get('b2')).toEqual({
      kind: 'list',
      source: '("q" "r";y=2 );z="w"',
      items: [
        { kind: 'item', value: { kind: 'string', text: 'q' }, parameters: new Map() },
        {
          kind: 'item',
          value: { kind: 'string', text: 'r' },
          parameters: new Map([['y', { kind: 'integer', value: 2 }]]),
        },
      ],
      parameters: new Map([['z', { kind: 'string', text: 'w' }]]),
    });
  });

  it('takes nothing for no members', () => {
    expect(parse('').size).toBe(0);
  });

  it.each<[string, BareItem]>([
    ['""', { kind: 'string', text: '' }],
    ['" !#~[]"', { kind: 'string', text: ' !#~[]' }],
    [String.raw`"a\"b\\"`, { kind: 'string', text: String.raw`a"b\ `.trim() }],
    ['0', { kind: 'integer', value: 0 }],
    ['-12', { kind: 'integer', value: -12 }],
    ['999999999999999', { kind: 'integer', value: 999_999_999_999_999 }],
    ['1.0', { kind: 'other' }],
    ['-123456789012.123', { kind: 'other' }],
    ['::', { kind: 'bytes', base64: '' }],
    [':aGk+/w==:', { kind: 'bytes', base64: 'aGk+/w==' }],
    ['?1', { kind: 'other' }],
    ['?0', { kind: 'other' }],
    ['tok', { kind: 'other' }],
    ['*T/:%', { kind: 'other' }],
  ])('reads %s', (text, expected) => {
    expect(valueOf(text)).toEqual(expected);
  });

  it.each([
    ['an empty value', 'a='],
    ['no key', '=1'],
    ['a key in capitals', 'A=1'],
    ['a key that begins with a digit', '1a=1'],
    ['a space before the value', 'a= 1'],
    ['a space before =', 'a =1'],
    ['a comma at the end', 'a,'],
    ['two commas', 'a,,b'],
    ['a comma at the start', ',a'],
    ['no comma', 'a b'],
    ['a semicolon', 'a;b'.concat(';')],
    ['a space before a semicolon', 'a ;b'],
    ['a string that does not end', 'a="x'],
    ['a backslash before a letter', String.raw`a="\x"`],
    ['a backslash at the end', 'a="x\\'],
    ['a control in a string', 'a="\u0001"'],
    ['DEL in a string', 'a="\u007f"'],
    ['an octet beyond ASCII in a string', 'a="\u00e9"'],
    ['16 digits', 'a=1234567890123456'],
    ['a sign alone', 'a=-'],
    ['two signs', 'a=--1'],
    ['a point at the end', 'a=1.'],
    ['a point at the start', 'a=.5'],
    ['four digits behind the point', 'a=1.2345'],
    ['13 digits before the point', 'a=1234567890123.1'],
    ['two points', 'a=1.2.3'],
    ['other characters in base64', 'a=:a-b_:'],
    ['bytes that do not end', 'a=:YQ=='],
    ['a question mark', 'a=?2'],
    ['a date of RFC 9651', 'a=@1'],
    ['a display string of RFC 9651', 'a=%"x"'],
    ['a list that does not end', 'a=("x"'],
    ['no space in a list', 'a=("x""y")'],
    ['a tab in a list', 'a=("x"\t"y")'],
    ['a comma in a list', 'a=("x","y")'],
    ['a list in a list', 'a=(("x"))'],
    ['a list as a parameter', 'a;b=("x")'],
    ['more behind a list', 'a=()x'],
    ['a key twice', 'a=1, a=2'],
    ['a parameter twice', 'a;b=1;b=1'],
    ['a parameter of an item in a list twice', 'a=("x";b;b)'],
    ['a parameter of a list twice', 'a=();b;b'],
  ])('refuses %s', (_, text) => {
    expect(() => parse(text)).toThrow(MessageMalformedError);
  });

  it('says where it stopped, or which key is there twice', () => {
    expect(() => parse('a=1,b=!')).toThrow('at character 7 there must be a value');
    expect(() => parse('a=1,a=2')).toThrow('a is there twice');
    expect(() => parse('a=(1;x 2;y;y)')).toThrow('y is there twice');
  });

  it('keeps the text of every member', () => {
    const keys = fc.uniqueArray(fc.stringMatching(/^[a-z*][a-z0-9_.*-]{0,4}$/), { maxLength: 4 });
    const bare = fc.oneof(
      fc.stringMatching(/^"([ !#-[\]-~]|\\["\\]){0,6}"$/),
      fc.stringMatching(/^-?\d{1,15}$/),
      fc.stringMatching(/^-?\d{1,12}\.\d{1,3}$/),
      fc.stringMatching(/^:[A-Za-z0-9+/=]{0,8}:$/),
      fc.stringMatching(/^[A-Za-z*][:/!#$%&'*+.^_`|~A-Za-z0-9-]{0,6}$/),
      fc.constantFrom('?0', '?1'),
    );
    const member = fc
      .tuple(
        fc.oneof(
          bare,
          fc.array(bare).map((items) => `(${items.join(' ')})`),
        ),
        keys,
      )
      .map(([value, names]) => [value, ...names].join(';'));
    fc.assert(
      fc.property(keys, fc.infiniteStream(member), (names, stream) => {
        const values = [...stream.take(names.length)];
        const text = names.map((name, i) => `${name}=${values[i] ?? ''}`).join(', ');
        expect([...parse(text).values()].map(({ source }) => source)).toEqual(values);
      }),
    );
  });

  it('throws nothing but what it was given', () => {
    const character = fc.oneof(
      fc.constantFrom(...'ab=(),; "\\:?@%-1.'.split('')),
      fc.string({ unit: 'binary', maxLength: 1 }),
    );
    fc.assert(
      fc.property(
        fc.array(character).map((all) => all.join('')),
        (text) => {
          expect([true, MessageMalformedError]).toContain(outcomeOf(text));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
