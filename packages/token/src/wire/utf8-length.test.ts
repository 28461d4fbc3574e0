import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../test/any-text.js';
import { utf8Length } from './utf8-length.js';

describe('utf8Length', () => {
  it.each([
    ['', 0],
    ['a\u007f', 2],
    ['\u0080\u07ff', 4],
    ['\u0800\uffff', 6],
    ['\ud7ff\ue000', 6],
    ['\u{10000}\u{10ffff}', 8],
  ])('counts %j as %d', (text, length) => {
    expect(utf8Length(text)).toBe(length);
  });

  it('agrees with Buffer for every character', () => {
    const wrong: number[] = [];
    for (let point = 0; point <= 0x10ffff; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const text = String.fromCodePoint(point);
      if (utf8Length(text) !== Buffer.byteLength(text)) wrong.push(point);
    }
    expect(wrong).toEqual([]);
  });

  it('agrees with Buffer for any well-formed text', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 100 }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
      { seed: 8 },
    );
  });
});
