import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromOctetText, toOctetText } from './octet-text.js';

it('has the octets of UTF-8, one for each character', () => {
  expect(toOctetText('aé中')).toBe('a\u00C3\u00A9\u00E4\u00B8\u00AD');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fromOctetText(toOctetText(text))).toEqual(new TextEncoder().encode(text));
    }),
  );
});
