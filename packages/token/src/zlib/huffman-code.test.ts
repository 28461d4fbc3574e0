import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitStream, canonicalCodes } from '../../test/bit-stream.js';
import { codeOf } from '../../test/catch-token-error.js';
import { BitReader } from './bit-reader.js';
import { buildHuffmanCode, readSymbol } from './huffman-code.js';

/** Lengths of a complete code: a tree that is split at random, then laid over some of the symbols. */
const completeLengths = fc
  .record({
    splits: fc.array(fc.nat(), { minLength: 1, maxLength: 250 }),
    gaps: fc.array(fc.nat(3), { minLength: 1, maxLength: 20 }),
  })
  .map(({ splits, gaps }) => {
    const leaves = [0];
    for (const split of splits) {
      const at = split % leaves.length;
      const length = leaves[at] ?? 0;
      if (length === 15) continue;
      leaves[at] = length + 1;
      leaves.push(length + 1);
    }
    return leaves.flatMap((length, i) => [
      ...Array.from({ length: gaps[i % gaps.length]! }, () => 0),
      length,
    ]);
  });

describe('buildHuffmanCode and readSymbol', () => {
  it('decode the example of RFC 1951, section 3.2.2', () => {
    const code = buildHuffmanCode(Uint8Array.of(3, 3, 3, 3, 3, 2, 4, 4));
    expect(code.incomplete).toBe(false);
    const stream = new BitStream();
    for (const [bits, length] of [
      [0b010, 3],
      [0b011, 3],
      [0b100, 3],
      [0b101, 3],
      [0b110, 3],
      [0b00, 2],
      [0b1110, 4],
      [0b1111, 4],
    ] as const) {
      stream.code(bits, length);
    }
    const reader = new BitReader(stream.bytes(), 0);
    const symbols = Array.from({ length: 8 }, () => readSymbol(reader, code));
    expect(symbols).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('decode every symbol of any complete code, up to 15 bits', () => {
    fc.assert(
      fc.property(completeLengths, (lengths) => {
        const code = buildHuffmanCode(Uint8Array.from(lengths));
        expect(code.incomplete).toBe(false);
        const stream = new BitStream();
        const codes = canonicalCodes(lengths);
        for (const [symbol, length] of lengths.entries()) stream.code(codes[symbol]!, length);
        const reader = new BitReader(stream.bytes(), 0);
        const used = lengths.flatMap((length, symbol) => (length > 0 ? [symbol] : []));
        expect(used.map(() => readSymbol(reader, code))).toEqual(used);
      }),
      { seed: 15, numRuns: 300 },
    );
  });

  it('decode a code with one symbol of each length, the longest of 15 bits', () => {
    const lengths = [...Array.from({ length: 15 }, (_, i) => i + 1), 15];
    const code = buildHuffmanCode(Uint8Array.from(lengths));
    const codes = canonicalCodes(lengths);
    for (const [symbol, length] of lengths.entries()) {
      const bytes = new BitStream().code(codes[symbol]!, length).bytes();
      expect(readSymbol(new BitReader(bytes, 0), code)).toBe(symbol);
    }
  });

  it.each([
    ['three codes of one bit', [1, 1, 1]],
    ['a code of one bit too many at the end', [1, 2, 2, 15]],
    ['all symbols with the same short code', Array.from({ length: 286 }, () => 8)],
  ])('refuse more codes than fit: %s', (_name, lengths) => {
    expect(codeOf(() => buildHuffmanCode(Uint8Array.from(lengths)))).toBe('malformed');
  });

  it('say where some bits are no code, and refuse those bits', () => {
    for (const lengths of [[1], [0, 2, 2, 2], [15], []]) {
      const code = buildHuffmanCode(Uint8Array.from(lengths));
      expect(code.incomplete).toBe(true);
      const reader = new BitReader(Uint8Array.of(0xff, 0xff), 0);
      expect(codeOf(() => readSymbol(reader, code))).toBe('malformed');
    }
  });

  it('refuse a code that the end of the stream cuts', () => {
    const lengths = [...Array.from({ length: 12 }, (_, i) => i + 1), 12];
    const code = buildHuffmanCode(Uint8Array.from(lengths));
    expect(codeOf(() => readSymbol(new BitReader(Uint8Array.of(0xff), 0), code))).toBe('truncated');
    expect(codeOf(() => readSymbol(new BitReader(new Uint8Array(0), 0), code))).toBe('truncated');
  });
});
