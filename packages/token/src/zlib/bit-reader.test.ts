import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitStream, canonicalCodes } from '../../test/bit-stream.js';
import { codeOf } from '../../test/catch-token-error.js';
import { RandomSource } from '../../test/random-source.js';
import { BitReader } from './bit-reader.js';
import { buildHuffmanCode } from './huffman-code.js';

describe('BitReader', () => {
  it('takes bits from the lowest of each byte up, across bytes', () => {
    const reader = new BitReader(Uint8Array.of(0b1010_0110, 0b0000_0001), 0);
    expect([reader.take(1), reader.take(3), reader.take(5)]).toEqual([0, 0b011, 0b11010]);
  });

  it('begins at the given byte', () => {
    expect(new BitReader(Uint8Array.of(0, 0, 7), 2).take(3)).toBe(7);
  });

  it('peeks without taking, and sees zeros after the end', () => {
    const reader = new BitReader(Uint8Array.of(0xff), 0);
    expect(reader.peek()).toBe(0xff);
    expect(reader.peek()).toBe(0xff);
    reader.skip(8);
    expect(reader.peek()).toBe(0);
  });

  it('refuses to take more bits than there are', () => {
    const reader = new BitReader(Uint8Array.of(0xff), 0);
    expect(codeOf(() => reader.take(9))).toBe('truncated');
    expect(reader.take(8)).toBe(0xff);
    expect(codeOf(() => reader.take(1))).toBe('truncated');
    expect(reader.take(0)).toBe(0);
  });

  it('drops the rest of a byte that was begun before it gives whole bytes', () => {
    const reader = new BitReader(Uint8Array.of(0xff, 1, 2, 3), 0);
    reader.take(1);
    expect(reader.byteOffset).toBe(1);
    expect([...reader.takeBytes(2)]).toEqual([1, 2]);
    expect(reader.take(8)).toBe(3);
  });

  it('gives the next byte where none was begun, however far it has peeked', () => {
    const reader = new BitReader(Uint8Array.of(9, 1, 2), 0);
    reader.take(8);
    reader.peek();
    expect([...reader.takeBytes(2)]).toEqual([1, 2]);
    expect(codeOf(() => reader.takeBytes(1))).toBe('truncated');
    expect(reader.takeBytes(0)).toHaveLength(0);
  });

  it('copies literals and leaves what is none for the next read', () => {
    const lengths = Array.from({ length: 257 }, () => 9).with(256, 1);
    const { fast } = buildHuffmanCode(Uint8Array.from(lengths));
    const codes = canonicalCodes(lengths);
    const random = new RandomSource(4);
    for (let run = 0; run < 200; run += 1) {
      const literals = random.bytes(random.below(40));
      const stream = new BitStream().put(5, 3);
      for (const literal of literals) stream.code(codes[literal]!, 9);
      const bytes = stream.code(codes[256]!, 1).put(0xabcd, 16).put(0, 32).bytes();
      const reader = new BitReader(bytes, 0);
      expect(reader.take(3)).toBe(5);
      const output = new Uint8Array(4 + literals.length + random.below(2));
      expect(reader.copyLiterals(fast, output, 2)).toBe(2 + literals.length);
      expect(output.subarray(2, 2 + literals.length)).toEqual(literals);
      expect(reader.take(1)).toBe(codes[256]);
      expect(reader.take(16)).toBe(0xabcd);
    }
  });

  it('never copies more literals than there is room for, and loses none', () => {
    const lengths = Array.from({ length: 257 }, () => 9).with(256, 1);
    const { fast } = buildHuffmanCode(Uint8Array.from(lengths));
    const codes = canonicalCodes(lengths);
    const stream = new BitStream();
    for (let literal = 0; literal < 40; literal += 1) stream.code(codes[literal]!, 9);
    const bytes = stream.put(0, 64).bytes();
    for (let room = 0; room < 40; room += 1) {
      const reader = new BitReader(bytes, 0);
      const output = new Uint8Array(room);
      const copied = reader.copyLiterals(fast, output, 0);
      expect(room - copied).toBeLessThanOrEqual(1);
      expect(output.subarray(0, copied)).toEqual(Uint8Array.from({ length: copied }, (_, i) => i));
      expect(fast[reader.take(9)]! >>> 4).toBe(copied);
    }
  });

  it('takes back any numbers of up to 16 bits', () => {
    const field = fc
      .integer({ min: 0, max: 16 })
      .chain((count) => fc.record({ count: fc.constant(count), value: fc.nat(2 ** count - 1) }));
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const stream = new BitStream();
        for (const { count, value } of fields) stream.put(value, count);
        const bytes = stream.bytes();
        const reader = new BitReader(bytes, 0);
        for (const { count, value } of fields) expect(reader.take(count)).toBe(value);
        expect(reader.byteOffset).toBe(bytes.length);
      }),
      { seed: 1951, numRuns: 300 },
    );
  });
});
