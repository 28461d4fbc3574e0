import { check, constantFrom, jsonValue, property } from 'fast-check';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { readerOf, type ValueOrigin } from './read-leniently.js';

const read = (schema: object, value: unknown, origin: ValueOrigin = 'json'): unknown =>
  readerOf(schema)(value, origin);

describe('readerOf', () => {
  it.each([
    ['7', 7],
    ['-7', -7],
    ['007', 7],
    ['-0', 0],
    ['0.50', 0.5],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['12345678901234567', '12345678901234567'],
    ['1e3', '1e3'],
    ['0x10', '0x10'],
    ['１２', '１２'],
    ['٣', '٣'],
    [' 1', ' 1'],
    ['1\n', '1\n'],
    ['', ''],
    ['--1', '--1'],
    [null, null],
    [true, true],
    [['1'], ['1']],
  ])('a number: %o is %o', (value, meant) => {
    for (const schema of [Type.Number(), Type.Integer(), Type.Optional(Type.Number())]) {
      expect(Object.is(read(schema, value), meant) || Array.isArray(value)).toBe(true);
    }
  });

  it('a boolean is a word only where there are words alone', () => {
    const words = ['1', '0', 'true', 'false', 'yes', 'TRUE', ''];
    const ofForm = words.map((word) => read(Type.Boolean(), word, 'form'));
    expect(ofForm).toEqual([true, false, true, false, 'yes', 'TRUE', '']);
    expect(words.map((word) => read(Type.Boolean(), word, 'json'))).toEqual(words);
    expect(read(Type.Boolean(), 1)).toBe(1);
  });

  it('a list is one value or several, with commas in URLs alone', () => {
    const schema = Type.Array(Type.Integer());
    expect(read(schema, '1,2', 'url')).toEqual([1, 2]);
    expect(read(schema, ['1,2', '3'], 'url')).toEqual([1, 2, 3]);
    expect(read(schema, '1', 'form')).toEqual([1]);
    expect(read(schema, '1,2', 'form')).toEqual(['1,2']);
    expect(read(schema, '1', 'json')).toBe('1');
    expect(read(schema, ['1', 2], 'json')).toEqual([1, 2]);
    expect(read(Type.Array(Type.String()), '', 'url')).toEqual(['']);
  });

  it('of alternatives a text is what it can be, unless it may stay a text', () => {
    expect(read(Type.Union([Type.Literal(0), Type.Literal(1)]), '1')).toBe(1);
    expect(read(Type.Union([Type.Integer(), Type.Null()]), '1')).toBe(1);
    expect(read(Type.Union([Type.Integer(), Type.Null()]), 'x')).toBe('x');
    expect(read(Type.Union([Type.Integer(), Type.String()]), '1')).toBe('1');
    expect(read(Type.Union([Type.Integer(), Type.Unknown()]), '1')).toBe('1');
    expect(read(Type.Union([Type.Literal('a'), Type.Integer()]), '1')).toBe('1');
  });

  it('an object has the fields of its schema, and no other', () => {
    const schema = Type.Object({ a: Type.Integer(), toString: Type.Optional(Type.Integer()) });
    expect(read(schema, JSON.parse('{"a":"1","b":2,"__proto__":{"c":3}}'))).toEqual({ a: 1 });
    expect(Object.keys(read(schema, {}) as object)).toEqual([]);
    for (const value of [null, [], 'a', 1]) expect(read(schema, value)).toBe(value);
  });

  it('an open object keeps all fields, none of them as its prototype', () => {
    const value: unknown = JSON.parse('{"a":"1","b":"2","__proto__":{"c":3}}');
    const schema = Type.Object({ a: Type.Integer() }, { additionalProperties: true });
    const result = read(schema, value);
    expect(JSON.stringify(result)).toBe('{"a":1,"b":"2","__proto__":{"c":3}}');
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(read(Type.Record(Type.String(), Type.Integer()), { a: '1' })).toEqual({ a: '1' });
  });

  it('never throws, and leaves what it does not know as it is', () => {
    const schemas = [Type.Number(), Type.Boolean(), Type.Unknown(), Type.Null(), {}, undefined];
    const deep = Type.Object({ a: Type.Array(Type.Object({ b: Type.Integer() })) });
    const known = jsonValue().filter((value) => typeof value !== 'string');
    const origins = constantFrom<ValueOrigin>('json', 'form', 'url');
    const isUnchanged = property(known, origins, (value, origin) => {
      readerOf(deep)({ a: value }, origin);
      return schemas.every((schema) => readerOf(schema)(value, origin) === value);
    });
    expect(check(isUnchanged)).toMatchObject({ failed: false });
  });
});
