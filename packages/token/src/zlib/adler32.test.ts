import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adler32 } from './adler32.js';

/** The trailer of a zlib stream is the checksum: RFC 1950, section 2.2. */
const checksumByNode = (bytes: Uint8Array): number =>
  deflateSync(bytes).readUInt32BE(deflateSync(bytes).length - 4);

describe('adler32', () => {
  it('is 1 for nothing', () => {
    expect(adler32(new Uint8Array(0))).toBe(1);
  });

  it('gives the known checksum of the word Wikipedia', () => {
    expect(adler32(Buffer.from('Wikipedia'))).toBe(0x11e60398);
  });

  it.each([1, 5551, 5552, 5553, 11_104, 65_536, 400_000])(
    'agrees with zlib for %d bytes of 255, the largest sums there are',
    (length) => {
      const bytes = new Uint8Array(length).fill(255);
      expect(adler32(bytes)).toBe(checksumByNode(bytes));
    },
  );

  it('agrees with zlib for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(adler32(bytes)).toBe(checksumByNode(bytes));
      }),
      { seed: 32, numRuns: 200 },
    );
  });
});
