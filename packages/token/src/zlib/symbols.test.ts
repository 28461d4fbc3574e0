import { describe, expect, it } from 'vitest';
import {
  DISTANCE_RANGES,
  distanceIndex,
  fixedDistanceLengths,
  fixedLiteralLengths,
  LENGTH_RANGES,
  lengthIndex,
  MAX_DISTANCE,
  MAX_MATCH,
  MIN_MATCH,
  reverseBits,
} from './symbols.js';

// The tables of RFC 1951, section 3.2.5, as they are printed there: extra bits and first value of each symbol.
const LENGTHS =
  '0 3, 0 4, 0 5, 0 6, 0 7, 0 8, 0 9, 0 10, 1 11, 1 13, 1 15, 1 17, 2 19, 2 23, 2 27, 2 31, 3 35, 3 43, 3 51, ' +
  '3 59, 4 67, 4 83, 4 99, 4 115, 5 131, 5 163, 5 195, 5 227, 0 258';
const DISTANCES =
  '0 1, 0 2, 0 3, 0 4, 1 5, 1 7, 2 9, 2 13, 3 17, 3 25, 4 33, 4 49, 5 65, 5 97, 6 129, 6 193, 7 257, 7 385, ' +
  '8 513, 8 769, 9 1025, 9 1537, 10 2049, 10 3073, 11 4097, 11 6145, 12 8193, 12 12289, 13 16385, 13 24577';

const printed = (table: string): { base: number; extraBits: number }[] =>
  table.split(', ').map((row) => {
    const [extraBits, base] = row.split(' ').map(Number);
    return { base: base!, extraBits: extraBits! };
  });

describe('the symbols of deflate', () => {
  it('have the ranges of RFC 1951', () => {
    expect(LENGTH_RANGES).toEqual(printed(LENGTHS));
    expect(DISTANCE_RANGES).toEqual(printed(DISTANCES));
  });

  it('are found for every length of a match', () => {
    for (let length = MIN_MATCH; length <= MAX_MATCH; length += 1) {
      const last = printed(LENGTHS).findLastIndex(({ base }) => base <= length);
      expect(lengthIndex(length), `length ${length}`).toBe(last);
    }
  });

  it('are found for every distance', () => {
    const wrong: number[] = [];
    for (let distance = 1; distance <= MAX_DISTANCE; distance += 1) {
      const last = printed(DISTANCES).length - 1;
      const index = distanceIndex(distance);
      const { base, extraBits } = DISTANCE_RANGES[index]!;
      const isIn = distance >= base && distance < base + (1 << extraBits);
      if (!isIn || index > last) wrong.push(distance);
    }
    expect(wrong).toEqual([]);
  });

  it('have the fixed code lengths of RFC 1951, section 3.2.6', () => {
    const lengths = fixedLiteralLengths();
    expect(lengths).toHaveLength(288);
    for (const [symbol, length] of lengths.entries()) {
      const wanted = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
      expect(length, `symbol ${symbol}`).toBe(wanted);
    }
    expect([...fixedDistanceLengths()]).toEqual(Array.from({ length: 32 }, () => 5));
  });

  it('have codes that go into the stream from their top bit', () => {
    expect(reverseBits(0b1, 1)).toBe(0b1);
    expect(reverseBits(0b001, 3)).toBe(0b100);
    expect(reverseBits(0b110_0101, 7)).toBe(0b101_0011);
    for (let code = 0; code < 512; code += 1)
      expect(reverseBits(reverseBits(code, 9), 9)).toBe(code);
  });
});
