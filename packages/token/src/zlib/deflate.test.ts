import { inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateWithNode } from '../../test/bit-stream.js';
import { RandomSource } from '../../test/random-source.js';
import { deflateZlib } from './deflate.js';
import { inflateZlib } from './inflate.js';

/** What stored blocks alone take: header, checksum, and 5 bytes for each block. */
const storedBytes = (length: number): number =>
  6 + length + 5 * Math.max(1, Math.ceil(length / 65_535));

/** The stream of `bytes`, or nothing where zlib or our own inflater reads other bytes, or it is too long. */
function deflateAndBack(bytes: Uint8Array): Uint8Array | undefined {
  const stream = Uint8Array.from(deflateZlib(bytes));
  const byNode = inflateWithNode(stream);
  const isReadByNode = byNode !== undefined && Buffer.compare(byNode, bytes) === 0;
  const isReadHere = Buffer.compare(inflateZlib(stream, bytes.length), bytes) === 0;
  const isShort = stream.length <= storedBytes(bytes.length);
  return isReadByNode && isReadHere && isShort ? stream : undefined;
}

describe('deflateZlib', () => {
  it('begins like official tokens', () => {
    expect([...deflateZlib(Buffer.from('x')).subarray(0, 2)]).toEqual([0x78, 0x9c]);
    expect(Buffer.from(deflateZlib(Buffer.from('x'))).toString('base64')).toMatch(/^eJ/);
  });

  it('makes a stream of nothing', () => {
    expect(deflateAndBack(new Uint8Array(0))).toHaveLength(8);
  });

  it('is read by zlib for every single byte, alone and in threes', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      expect(deflateAndBack(Uint8Array.of(byte))).toBeDefined();
      expect(deflateAndBack(Uint8Array.of(byte, 255 - byte, byte))).toBeDefined();
    }
  });

  it('is read by zlib for runs of every length up to two matches', () => {
    for (let length = 1; length <= 530; length += 1) {
      expect(deflateAndBack(new Uint8Array(length).fill(9)), `${length}`).toBeDefined();
    }
  });

  it('is read by zlib for matches of every distance class', () => {
    const random = new RandomSource(5);
    for (let distance = 3; distance <= 40_000; distance = Math.ceil(distance * 1.37)) {
      const bytes = random.bytes(distance + 20);
      bytes.copyWithin(distance, 0, 20);
      expect(deflateAndBack(bytes), `${distance}`).toBeDefined();
    }
  });

  it.each([65_534, 65_535, 65_536, 131_070, 131_071, 300_000])(
    'stores %d bytes that cannot be compressed',
    (length) => {
      const bytes = new RandomSource(length).bytes(length);
      expect(deflateAndBack(bytes)).toHaveLength(storedBytes(length));
    },
  );

  it('shortens what repeats itself', () => {
    expect(deflateAndBack(new Uint8Array(300_000))?.length).toBeLessThan(2500);
    const text = Buffer.from('channel stage-1 and channel stage-2 '.repeat(2000));
    expect(deflateAndBack(text)?.length).toBeLessThan(text.length / 50);
  });

  it('is read by zlib for any bytes of any alphabet', () => {
    const alphabet = fc.constantFrom(0, 1, 3, 15, 255);
    const bytes = alphabet.chain((max) => fc.uint8Array({ maxLength: 1500, max }));
    fc.assert(
      fc.property(bytes, (input) => {
        expect(deflateAndBack(input)).toBeDefined();
      }),
      {
        seed: 1950,
        numRuns: 400,
      },
    );
  });

  it('is read by zlib for words that repeat at random', () => {
    const random = new RandomSource(77);
    for (let run = 0; run < 60; run += 1) {
      const words = Array.from({ length: 20 }, () => random.bytes(1 + random.below(12)));
      const parts = Array.from({ length: random.below(2500) }, () => random.pick(words));
      expect(deflateAndBack(Buffer.concat(parts))).toBeDefined();
    }
  });

  it('gives the same stream for the same bytes, whatever came in between', () => {
    const bytes = Buffer.from('the same bytes, the same stream');
    const first = Uint8Array.from(deflateZlib(bytes));
    deflateZlib(new RandomSource(1).bytes(70_000));
    deflateZlib(Buffer.from('the same, but different: the same stream'));
    expect(Uint8Array.from(deflateZlib(bytes))).toEqual(first);
    expect(inflateSync(first).toString()).toBe('the same bytes, the same stream');
  });
});
