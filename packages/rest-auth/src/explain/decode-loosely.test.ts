import { describe, expect, it } from 'vitest';
import { decodeAnyBase64, decodeHex, decodeUtf8, encodeHex } from './decode-loosely.js';

describe('decodeAnyBase64', () => {
  it.each(['+/+/AAA=', '-_-_AAA=', '+/+/AAA', '+/+/\r\nAAA=\n', '-_-_ AAA'])('reads %j', (text) => {
    expect(decodeAnyBase64(text)).toEqual(Uint8Array.of(0xfb, 0xff, 0xbf, 0, 0));
  });

  it.each(['', ' ', 'a', 'a:b', 'é', '=', 'abc=d', '"abcd"'])('reads nothing from %j', (text) => {
    expect(decodeAnyBase64(text)?.length ?? 0).toBe(0);
  });
});

describe('decodeHex', () => {
  it('is the reverse of encodeHex, in either letter case', () => {
    const octets = Uint8Array.of(0, 9, 10, 255);
    expect(encodeHex(octets)).toBe('00090aff');
    expect(decodeHex('00090aff')).toEqual(octets);
    expect(decodeHex('00090AFF')).toEqual(octets);
  });

  it.each(['', '0', 'xy', '00 0'])('reads nothing from %j', (text) => {
    expect(decodeHex(text)).toBeUndefined();
  });
});

describe('decodeUtf8', () => {
  it('reads UTF-8 alone', () => {
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0xc3, 0xa9))).toBe('\uFEFFé');
    expect(decodeUtf8(Uint8Array.of(0xe9))).toBeUndefined();
  });
});
