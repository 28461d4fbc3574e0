import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonFields, parseJsonObject } from './parse-json-object.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string): object => Object.fromEntries(parseJsonObject(bytes(text)));
const refused = (code: string, message = ''): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

describe('a body that is a JSON object', () => {
  it('has its fields, and nothing else', () => {
    const fields = parseJsonObject(bytes('{"uid": 1, "names": ["a"], "": null}'));
    expect([...fields]).toEqual([
      ['uid', 1],
      ['names', ['a']],
      ['', null],
    ]);
    expect(fields.get('constructor')).toBeUndefined();
  });

  it('keeps names of the prototype as fields of their own, and leaves all objects as they are', () => {
    const fields = parseJsonObject(bytes('{"__proto__": {"uid": 7}, "constructor": 1}'));
    expect([...fields.keys()]).toEqual(['__proto__', 'constructor']);
    expect(({} as { uid?: number }).uid).toBeUndefined();
  });

  it('may begin with a byte order mark', () => {
    expect(parse('\uFEFF{"uid": 1}')).toEqual({ uid: 1 });
  });

  it('may have braces, quotes and colons inside of its texts', () => {
    const text = JSON.stringify({
      a: '"}:{"a":',
      b: '\\',
      c: '\\"',
      d: { a: ':', e: [{ a: '[' }] },
    });
    expect(JSON.stringify(parse(text))).toBe(text);
  });

  it.each([
    '{"uid":1,"uid":2}',
    '{"uid":1,"uid":1}',
    '{"uid":1,"ui\\u0064":2}',
    '{"uid":1,"x":{"y":[{"uid":5}]},"uid":2}',
    '{"__proto__":1,"__proto__":2}',
  ])('may not say a field twice: %s', (text) => {
    expect(() => parse(text)).toThrow(refused('repeated_field'));
  });

  it('may not say a field twice inside of it, either', () => {
    const text = '{"services":[{"uid":1},{"uid":2,"channel":"a","channel":"b"}]}';
    expect(() => parse(text)).toThrow(refused('repeated_field', 'channel'));
  });

  it('may say one name in several objects', () => {
    const text = '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}';
    expect(JSON.stringify(parse(text))).toBe(text);
  });

  it('is read like any other JSON, where no name is there twice', () => {
    const spaces = fc.constantFrom(undefined, 1, '\t', '\r\n ');
    fc.assert(
      fc.property(fc.jsonValue(), spaces, (value, space) => {
        const text = JSON.stringify({ value }, undefined, space);
        expect(JSON.stringify(parse(text))).toBe(JSON.stringify({ value }));
      }),
    );
  });

  it('is refused wherever a name is there twice', () => {
    const name = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.jsonValue(), name, fc.jsonValue(), (one, twice, other) => {
        const [key, first, second] = [twice, one, other].map((part) => JSON.stringify(part));
        const inner = `{${key}:${first},${key}:${second}}`;
        expect(() => parse(inner)).toThrow(refused('repeated_field'));
        expect(() => parse(`{"a":[${first},${inner}]}`)).toThrow(refused('repeated_field'));
      }),
    );
  });

  it.each(['', 'null', '[]', '"text"', '7', '{', '{"uid": 1,}', "{'uid': 1}", '{"uid": NaN}'])(
    'is not this: %s',
    (text) => {
      expect(() => parse(text)).toThrow(refused('invalid_json'));
    },
  );

  it.each([
    ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)],
    ['UTF-16 without a mark', Uint8Array.of(0x7b, 0x00, 0x7d, 0x00)],
    ['UTF-16 with a mark', Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00)],
    ['an overlong quote', Uint8Array.of(0x7b, 0xc0, 0xa2, 0x7d)],
    ['nesting without an end', bytes('['.repeat(100_000))],
  ])('is not %s', (_, body) => {
    expect(() => parseJsonObject(body)).toThrow(refused('invalid_json'));
  });

  it('may be as deep as the limit of bodies allows', () => {
    const depth = 5000;
    const fields = parseJsonObject(bytes(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`));
    expect(fields.has('a')).toBe(true);
  });
});

describe('an object inside of a body', () => {
  it('has its fields', () => {
    expect([...parseJsonFields({ a: 1 }, 'services[0]')]).toEqual([['a', 1]]);
  });

  it.each([[[]], ['text'], [7], [null], [undefined]])('is named where it is none: %j', (value) => {
    expect(() => parseJsonFields(value, 'services[0]')).toThrow(
      refused('wrong_field_type', 'services[0]'),
    );
  });
});
