import { crc32 as crc32OfNode } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../test/any-text.js';
import { crc32 } from './crc32.js';

describe('crc32', () => {
  it.each([
    ['', 0],
    // The check value of the catalogue of CRC algorithms, CRC-32/ISO-HDLC.
    ['123456789', 0xcbf4_3926],
    ['The quick brown fox jumps over the lazy dog', 0x414f_a339],
    ['stage-1', 3_977_549_894],
    ['2882341273', 3_847_331_927],
  ])('of %j is %d', (text, crc) => {
    expect(crc32(text)).toBe(crc);
  });

  it('agrees with zlib for any text, which it takes in UTF-8', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 300 }), (text) => {
        expect(crc32(text)).toBe(crc32OfNode(text));
      }),
      { seed: 61, numRuns: 300 },
    );
  });
});
