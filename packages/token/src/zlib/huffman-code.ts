import { MalformedTokenError } from '../errors.js';
import type { BitReader } from './bit-reader.js';
import { reverseBits } from './symbols.js';
import { byteAt, uint16At } from '../wire/typed-arrays.js';

const MAX_CODE_BITS = 15;
/** Codes up to this length are found with one look-up, and such a table is cheap to build for every block. */
const FAST_BITS = 9;

/** A canonical Huffman code, ready to decode: RFC 1951, section 3.2.2. */
export interface HuffmanCode {
  /** By the next bits, up to `FAST_BITS`: symbol * 16 + code length, or 0 where the code is longer. */
  readonly fast: Uint16Array;
  /** How many codes there are of each length. */
  readonly counts: Uint16Array;
  /** Symbols in the order of their codes. */
  readonly symbols: Uint16Array;
  /** The bits of the longest code, 0 where there is none. */
  readonly longest: number;
  /** True where some bit strings are no code. */
  readonly incomplete: boolean;
}

/** Fails where more codes are claimed than fit; true where fewer are. */
function isIncomplete(counts: Uint16Array): boolean {
  let free = 1;
  for (let length = 1; length <= MAX_CODE_BITS; length += 1) {
    free = free * 2 - uint16At(counts, length);
    if (free < 0) throw new MalformedTokenError('the zlib stream has an impossible code');
  }
  return free > 0;
}

/** Every string of `fastBits` bits that begins with a code finds that code. */
function fillFast(fastBits: number, counts: Uint16Array, symbols: Uint16Array): Uint16Array {
  const fast = new Uint16Array(1 << fastBits);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= fastBits; length += 1) {
    for (let left = uint16At(counts, length); left > 0; left -= 1) {
      const entry = uint16At(symbols, index) * 16 + length;
      const first = reverseBits(code, length);
      for (let at = first; at < fast.length; at += 1 << length) fast[at] = entry;
      code += 1;
      index += 1;
    }
    code *= 2;
  }
  return fast;
}

/** The bits of the longest code, 0 where there is none. */
function findLongest(counts: Uint16Array): number {
  let length = MAX_CODE_BITS;
  while (length > 0 && counts[length] === 0) length -= 1;
  return length;
}

/** The canonical code whose symbol `i` has `lengths[i]` bits, 0 for none. Throws `malformed` for impossible lengths. */
export function buildHuffmanCode(lengths: Uint8Array): HuffmanCode {
  const counts = new Uint16Array(MAX_CODE_BITS + 1);
  for (let symbol = 0; symbol < lengths.length; symbol += 1) {
    const length = byteAt(lengths, symbol);
    counts[length] = uint16At(counts, length) + 1;
  }
  counts[0] = 0;
  const incomplete = isIncomplete(counts);

  const next = new Uint16Array(MAX_CODE_BITS + 1);
  for (let length = 1; length < MAX_CODE_BITS; length += 1) {
    next[length + 1] = uint16At(next, length) + uint16At(counts, length);
  }
  const symbols = new Uint16Array(lengths.length);
  for (let symbol = 0; symbol < lengths.length; symbol += 1) {
    const length = byteAt(lengths, symbol);
    if (length === 0) continue;
    const place = uint16At(next, length);
    symbols[place] = symbol;
    next[length] = place + 1;
  }
  const longest = findLongest(counts);
  // No larger than it must be: a stream can hold very many blocks with short codes.
  const fast = fillFast(Math.min(longest, FAST_BITS), counts, symbols);
  return { fast, counts, symbols, longest, incomplete };
}

/**
 * Bit by bit, for codes that the fast table does not hold. Canonical codes of one length are consecutive numbers, so
 * counting codes per length is enough to know which one it is: RFC 1951, section 3.2.2.
 */
function readLongSymbol(reader: BitReader, code: HuffmanCode, bits: number): number {
  let value = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= MAX_CODE_BITS; length += 1) {
    value |= (bits >>> (length - 1)) & 1;
    const count = uint16At(code.counts, length);
    if (value - first < count) {
      reader.skip(length);
      return uint16At(code.symbols, index + value - first);
    }
    index += count;
    first = (first + count) * 2;
    value *= 2;
  }
  throw new MalformedTokenError('the zlib stream holds bits that are no code');
}

/** The next symbol of `code`. */
export function readSymbol(reader: BitReader, code: HuffmanCode): number {
  const bits = reader.peek();
  const entry = uint16At(code.fast, bits & (code.fast.length - 1));
  if (entry === 0) return readLongSymbol(reader, code, bits);
  reader.skip(entry & 15);
  return entry >>> 4;
}
