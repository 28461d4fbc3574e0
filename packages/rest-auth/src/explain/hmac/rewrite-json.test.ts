import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  escapeHtml,
  escapeNonAscii,
  escapeSlashes,
  rewriteJson,
  sortNames,
  unescapeNonAscii,
  unescapeSlashes,
} from './rewrite-json.js';

const COMPACT = { comma: ',', colon: ':' };

describe('rewriteJson', () => {
  it('changes blanks outside of strings alone', () => {
    const text = ' { "a , b" : [ 1.0 , -2e3 ,true, null ] ,\n"c\\"":"d: e" } ';
    expect(rewriteJson(text, COMPACT)).toBe('{"a , b":[1.0,-2e3,true,null],"c\\"":"d: e"}');
    expect(rewriteJson(text, { comma: ', ', colon: ': ' })).toBe(
      '{"a , b": [1.0, -2e3, true, null], "c\\"": "d: e"}',
    );
  });

  it('writes what JSON.stringify writes, whatever the blanks were', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value);
        expect(rewriteJson(JSON.stringify(value, undefined, indent), COMPACT)).toBe(text);
      }),
    );
  });
});

describe('the ways to write a string', () => {
  it('change no value', () => {
    const writers = [
      escapeHtml,
      escapeNonAscii,
      escapeSlashes,
      unescapeNonAscii,
      unescapeSlashes,
    ] as const;
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const text = JSON.stringify(value);
        for (const write of writers) expect(JSON.parse(write(text))).toBe(value);
      }),
    );
  });

  it('are those of the libraries', () => {
    expect(escapeNonAscii('"é😀"')).toBe(String.raw`"\u00e9\ud83d\ude00"`);
    expect(unescapeNonAscii(String.raw`"\u00e9\u0022\u0007"`)).toBe(String.raw`"é\u0022\u0007"`);
    expect(escapeSlashes('"a/é"')).toBe(String.raw`"a\/\u00e9"`);
    expect(unescapeSlashes(String.raw`"a\/b"`)).toBe('"a/b"');
    expect(escapeHtml('"<&>"')).toBe(String.raw`"\u003c\u0026\u003e"`);
  });
});

describe('sortNames', () => {
  it('sorts at every depth, and no list', () => {
    const sorted = sortNames({ b: [{ d: 1, c: 2 }, 'z', 'y'], a: null });
    expect(JSON.stringify(sorted)).toBe('{"a":null,"b":[{"c":2,"d":1},"z","y"]}');
  });
});
