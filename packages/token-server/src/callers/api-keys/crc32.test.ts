import { expect, it } from 'vitest';
import { crc32 } from './crc32.js';

it.each([
  ['', 0],
  // The check value that catalogues of CRCs give for CRC-32/ISO-HDLC.
  ['123456789', 0xcbf4_3926],
])('of "%s" is %i', (text, crc) => {
  expect(crc32(new TextEncoder().encode(text))).toBe(crc);
});
