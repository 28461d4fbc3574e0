import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSecret } from './encode-secret.js';

const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'));

describe('encodeSecret', () => {
  it.each([
    '',
    'abc',
    's\u00e9cret',
    '\ud83c\udfad',
    'x'.repeat(64),
    '\u4e2d'.repeat(64),
    '\u4e2d'.repeat(65),
    'x'.repeat(1000),
  ])('gives UTF-8 of %o', (text) => {
    expect(encodeSecret(text)).toEqual(utf8(text));
  });

  it('gives UTF-8 of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        expect(encodeSecret(text)).toEqual(utf8(text));
      }),
    );
  });

  it('gives each secret an array of its own', () => {
    const first = encodeSecret('first');
    encodeSecret('other');
    expect(first).toEqual(utf8('first'));
    expect(first.buffer.byteLength).toBe(5);
  });
});
