import { describe, expect, it } from 'vitest';
import type { PlatformError } from '../errors.js';
import { readBody } from './read-body.js';

const octetsOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(
  text: string,
  contentType?: string,
  {
    bodies = 'json-or-form',
    contentEncoding,
  }: { bodies?: 'json-or-form' | 'json-whatever'; contentEncoding?: string } = {},
): unknown {
  try {
    return readBody(octetsOf(text), { contentType, contentEncoding }, { bodies });
  } catch (error) {
    return (error as PlatformError).code;
  }
}

describe('readBody', () => {
  it('is an empty object where there is nothing, whatever its type says', () => {
    for (const contentType of [undefined, 'application/json', 'text/plain', ';']) {
      expect(read('', contentType, { contentEncoding: 'br' })).toEqual({
        value: {},
        origin: 'json',
      });
    }
  });

  it.each([
    undefined,
    '',
    'application/json',
    'application/problem+json; charset=UTF-8',
    'application/json; charset=us-ascii',
    'application/json;a=b;charset = "utf8"',
  ])('is JSON as %s', (contentType) => {
    expect(read('[1,"ü"]', contentType)).toEqual({ value: [1, 'ü'], origin: 'json' });
    expect(read('{', contentType)).toBe('invalid_body');
  });

  it('is a form, of which a name may have several values', () => {
    const contentType = 'application/x-www-form-urlencoded; charset=utf-8';
    expect(read('a=1&b=x%20+y&a=2&a=3&__proto__=4&=5', contentType)).toEqual({
      value: Object.fromEntries([
        ['a', ['1', '2', '3']],
        ['b', 'x  y'],
        ['__proto__', '4'],
        ['', '5'],
      ]),
      origin: 'form',
    });
  });

  it.each(['text/plain', 'application/jsonx', 'application/xml', 'x', 'multipart/form-data'])(
    'is refused as %s, where types count',
    (contentType) => {
      expect(read('{}', contentType)).toBe('unsupported_media_type');
      expect(read('{}', contentType, { bodies: 'json-whatever' })).toEqual({
        value: {},
        origin: 'json',
      });
    },
  );

  it('is refused where it is packed, or in another alphabet', () => {
    for (const bodies of ['json-or-form', 'json-whatever'] as const) {
      for (const contentEncoding of ['gzip', 'identity, gzip', 'x']) {
        expect(read('{}', 'application/json', { bodies, contentEncoding })).toBe(
          'unsupported_media_type',
        );
      }
      expect(read('{}', 'application/json; charset=utf-16', { bodies })).toBe(
        'unsupported_media_type',
      );
      expect(read('{}', 'application/json', { bodies, contentEncoding: 'Identity' })).toMatchObject(
        { value: {} },
      );
    }
  });

  it('is refused where its octets are no UTF-8', () => {
    const octets = Uint8Array.of(0x22, 0xff, 0x22);
    const family = { bodies: 'json-or-form' } as const;
    const head = { contentType: undefined, contentEncoding: undefined };
    expect(() => readBody(octets, head, family)).toThrow('not UTF-8');
  });
});
