import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isText, toInt16, toKeyText, toText, toUint16, toUint32 } from './wire-values.js';

/** What a Buffer of Node writes for a value, read back. */
function throughBuffer(method: 'UInt16LE' | 'UInt32LE' | 'Int16LE', value: unknown): number {
  const bytes = Buffer.alloc(4);
  bytes[`write${method}`](value as number);
  return bytes[`read${method}`]();
}

/** The result, or the name of the error. */
function outcomeOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return (error as Error).name;
  }
}

const ODD: readonly unknown[] = [
  undefined,
  null,
  true,
  '60',
  'x',
  '',
  '-1',
  1n,
  Symbol('s'),
  [5],
  {},
  Number.NaN,
  -0.5,
  0.5,
  Infinity,
];
const anyNumber = fc.oneof(
  fc.constantFrom(...ODD),
  fc.double(),
  fc.integer({ min: -70_000, max: 70_000 }),
  fc.integer({ min: -0x1_0000_0001, max: 0x1_0000_0001 }).map((value) => value / 2),
  fc.constantFrom(0x7fff, 0x7fff + 0.5, -0x8000, -0x8000 - 0.5, 0xffff + 0.5, 0xffff_ffff + 0.5),
);

describe('numbers', () => {
  it('become what a Buffer of Node makes of them', () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        for (const [method, convert] of [
          ['UInt16LE', toUint16],
          ['UInt32LE', toUint32],
          ['Int16LE', toInt16],
        ] as const) {
          const wanted = outcomeOf(() => throughBuffer(method, value));
          // A zero with a sign is a zero on the wire.
          const converted = outcomeOf(() => convert(value));
          expect(converted === 0 ? 0 : converted).toBe(wanted);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('that do not fit are errors of the class and with the code of Node', () => {
    expect(() => toUint32(-1)).toThrow(RangeError);
    expect(() => toUint32(-1)).toThrow(expect.objectContaining({ code: 'ERR_OUT_OF_RANGE' }));
    expect(() => toUint32(1n)).toThrow(TypeError);
  });
});

describe('toText', () => {
  // oxlint-disable-next-line unicorn/new-for-builtins, no-new-wrappers -- because callers can make one
  const boxed = new String('boxed');

  it('takes strings, String objects, and bytes that are UTF-8', () => {
    expect(toText('zoë')).toBe('zoë');
    expect(toText(boxed)).toBe('boxed');
    expect(toText(Buffer.from('\ufeffzoë'))).toBe('\ufeffzoë');
    expect(isText(boxed)).toBe(true);
    expect(isText(Buffer.from('a'))).toBe(false);
  });

  it('refuses everything else', () => {
    const others = [undefined, null, 0, 7, true, 1n, {}, [], Symbol('s'), Uint8Array.of(0xff)];
    for (const value of others) expect(() => toText(value)).toThrow(TypeError);
    expect(() => toText(7)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }));
  });

  it('holds 65535 bytes of UTF-8, where half a surrogate pair takes three', () => {
    const fitting = ['a'.repeat(65_535), '€'.repeat(21_845), `${'a'.repeat(65_532)}\ud800`];
    for (const text of fitting) {
      expect(toText(text)).toBe(text);
      expect(() => toText(`${text}a`)).toThrow(RangeError);
    }
  });
});

describe('an App ID or a certificate', () => {
  const HEX = '0123456789abcdefABCDEF0123456789';
  // oxlint-disable-next-line unicorn/new-for-builtins, no-new-wrappers -- because callers can make one
  const boxed = new String(HEX);

  it('is hashed if it is a string or bytes, and a String object is neither', () => {
    expect(toKeyText(HEX)).toBe(HEX);
    expect(toKeyText(Buffer.from(HEX))).toBe(HEX);
    expect(() => toKeyText(boxed)).toThrow(TypeError);
    expect(() => toKeyText([HEX])).toThrow(TypeError);
  });

  it('is in no error', () => {
    expect(() => toKeyText([HEX])).toThrow(expect.not.stringContaining(HEX));
  });
});
