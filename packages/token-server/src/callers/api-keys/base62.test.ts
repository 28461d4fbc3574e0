import { expect, it } from 'vitest';
import { encodeBase62, encodeBase62Number } from './base62.js';

it.each([
  [[], 3, '000'],
  [[0], 2, '00'],
  [[61], 2, '0z'],
  [[62], 2, '10'],
  [[1, 0], 3, '048'],
  [Array.from({ length: 32 }, () => 255), 43, 'yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp1'],
])('writes %j in %i digits as %s', (bytes, length, text) => {
  expect(encodeBase62(Uint8Array.from(bytes), length)).toHaveLength(length);
  expect(encodeBase62(Uint8Array.from(bytes), length)).toBe(text);
});

it.each([0, 1, 61, 62, 3843, 0xffff_ffff])(
  'writes the number %i as it writes its bytes',
  (value) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value);
    expect(encodeBase62Number(value, 6)).toBe(encodeBase62(bytes, 6));
  },
);
