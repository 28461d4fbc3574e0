import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../test/any-text.js';
import { md5Hex } from './md5.js';

const md5ByNode = (text: string): string => createHash('md5').update(text).digest('hex');

/** RFC 1321, appendix A.5. */
const RFC_VECTORS = [
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['a', '0cc175b9c0f1b6a831c399e269772661'],
  ['abc', '900150983cd24fb0d6963f7d28e17f72'],
  ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
  ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
  [
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
    'd174ab98d277d9f5a5611c2c9f419d9f',
  ],
  ['1234567890'.repeat(8), '57edf4a22be3c955ac49da2e2107b67a'],
] as const;

describe('md5Hex', () => {
  it.each(RFC_VECTORS)('gives the digest of the RFC for: %s', (text, digest) => {
    expect(md5Hex(text)).toBe(digest);
  });

  it('agrees with node:crypto for every length from 0 to 200', () => {
    for (let length = 0; length <= 200; length += 1) {
      const text = Array.from({ length }, (_, i) =>
        String.fromCharCode((i * 37 + length) & 0x7f),
      ).join('');
      expect(md5Hex(text), `length ${length}`).toBe(md5ByNode(text));
    }
  });

  it('agrees with node:crypto for texts of any characters', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 120 }), (text) => {
        expect(md5Hex(text)).toBe(md5ByNode(text));
      }),
      { seed: 1321, numRuns: 500 },
    );
  });

  it('takes half a character as every encoder does', () => {
    expect(md5Hex('a\ud83d')).toBe(md5ByNode('a\ufffd'));
  });
});
