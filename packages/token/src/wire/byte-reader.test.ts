import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../test/any-text.js';
import { codeOf } from '../../test/catch-token-error.js';
import { string16, u16, u32 } from '../../test/forge-token.js';
import { ByteReader } from './byte-reader.js';

describe('ByteReader', () => {
  it('reads numbers from their lowest byte up, without a sign', () => {
    const reader = new ByteReader(Uint8Array.of(0x34, 0x12, 0xff, 0xff, 0x78, 0x56, 0x34, 0xf2));
    expect(reader.u16()).toBe(0x1234);
    expect(reader.u16()).toBe(0xffff);
    expect(reader.u32()).toBe(0xf2345678);
    expect(reader.remaining).toBe(0);
  });

  it('reads what is a part of a longer buffer', () => {
    const whole = Uint8Array.of(9, 9, 1, 0, 65, 9);
    const reader = new ByteReader(whole.subarray(2, 5));
    expect(reader.string16()).toBe('A');
    expect(codeOf(() => reader.u16())).toBe('truncated');
  });

  it('gives texts of the length in front of them, and passes over bytes', () => {
    const reader = new ByteReader(
      Buffer.concat([string16('zoë'), string16(''), string16(Uint8Array.of(1, 2))]),
    );
    expect(reader.string16()).toBe('zoë');
    expect(reader.string16()).toBe('');
    expect(reader.skip16()).toBe(2);
    expect(reader.remaining).toBe(0);
  });

  it('keeps a byte order mark, since it is signed like any other character', () => {
    expect(new ByteReader(string16('\ufeffzoë')).string16()).toBe('\ufeffzoë');
  });

  it('refuses a read past the end and stays where it was', () => {
    const reader = new ByteReader(Uint8Array.of(1, 2, 3));
    expect(codeOf(() => reader.u32())).toBe('truncated');
    expect(reader.remaining).toBe(3);
    expect(reader.u16()).toBe(0x0201);
    expect(codeOf(() => reader.u16())).toBe('truncated');
  });

  it('refuses a length that runs past the end', () => {
    expect(codeOf(() => new ByteReader(u16(1)).skip16())).toBe('truncated');
    expect(codeOf(() => new ByteReader(u16(0xffff)).string16())).toBe('truncated');
    expect(codeOf(() => new ByteReader(new Uint8Array(0)).u16())).toBe('truncated');
  });

  it.each([
    ['a byte that never occurs', [0xff]],
    ['a character that is cut', [0xc3]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0xbd]],
    ['a number above all characters', [0xf4, 0x90, 0x80, 0x80]],
  ])('refuses a text with %s', (_name, bytes) => {
    const reader = new ByteReader(string16(Uint8Array.from(bytes)));
    expect(codeOf(() => reader.string16())).toBe('malformed');
  });

  it('reads back any numbers and texts', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffff),
        fc.nat(0xffffffff),
        anyText({ maxLength: 50 }),
        (short, long, text) => {
          const reader = new ByteReader(Buffer.concat([u16(short), u32(long), string16(text)]));
          expect([reader.u16(), reader.u32(), reader.string16()]).toEqual([short, long, text]);
          expect(reader.remaining).toBe(0);
        },
      ),
      { seed: 16 },
    );
  });
});
