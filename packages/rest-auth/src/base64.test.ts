import { assert, constantFrom, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.js';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('base64', () => {
  // RFC 4648, section 10.
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
    ['\u00fb\u00ff\u00bf', '+/+/'],
  ])('of %o is %o, and the other way round', (text, encoded) => {
    expect(encodeBase64(bytesOf(text))).toBe(encoded);
    expect(decodeBase64(encoded)).toEqual(bytesOf(text));
  });

  it('is that of Node for any bytes, and is read back', () => {
    assert(
      property(uint8Array({ maxLength: 300 }), (bytes) => {
        const encoded = encodeBase64(bytes);
        expect(encoded).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(encoded)).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['no padding', 'Zg'],
    ['half the padding', 'Zg='],
    ['too much padding', 'Zm9v===='],
    ['padding alone', '===='],
    ['padding in the middle', 'Zg==Zg=='],
    ['bits under one sign of padding', 'Zm9='],
    ['bits under two signs of padding', 'Zh=='],
    ['the alphabet of URLs', '-_-_'],
    ['a blank', 'Zm9 '],
    ['a line end', 'Zm9v\n'],
    ['a blank in front', ' Zm9v'],
    ['one character more', 'Zm9vY'],
    ['a character outside ASCII', 'Zm9\u00e9'],
    ['what Java once sent', ':'],
  ])('has no other spelling: %s', (_, text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });

  it('has one spelling for any bytes', () => {
    assert(
      property(
        string({ unit: constantFrom('A', 'Q', 'g', 'w', 'Z', '+', '/', '='), maxLength: 8 }),
        (text) => {
          const bytes = decodeBase64(text);
          expect(bytes === undefined || encodeBase64(bytes) === text).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
