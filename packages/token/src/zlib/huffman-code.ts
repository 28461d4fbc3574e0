import { MalformedTokenError } from '../errors.js';
import type { BitReader } from './bit-reader.js';
import { reverseBits } from './symbols.js';

const MAX_CODE_BITS = 15;
/** Codes up to this length are found with one look-up, and such a table is cheap to build for every block. */
const FAST_BITS = 9;

/** A canonical Huffman code, ready to decode: RFC 1951, section 3.2.2. */
export interface HuffmanCode {
  /** By the next `FAST_BITS` bits: symbol * 16 + code length, or 0 where the code is longer. */
  readonly fast: Uint16Array;
  /** How many codes there are of each length. */
  readonly counts: Uint16Array;
  /** Symbols in the order of their codes. */
  readonly symbols: Uint16Array;
  /** True where some bit strings are no code. */
  readonly incomplete: boolean;
}

/** Fails where more codes are claimed than fit; true where fewer are. */
function isIncomplete(counts: Uint16Array): boolean {
  let free = 1;
  for (let length = 1; length <= MAX_CODE_BITS; length += 1) {
    free = free * 2 - (counts[length] ?? 0);
    if (free < 0) throw new MalformedTokenError('the zlib stream has an impossible code');
  }
  return free > 0;
}

function fillFast(fast: Uint16Array, counts: Uint16Array, symbols: Uint16Array): void {
  let code = 0;
  let index = 0;
  for (let length = 1; length <= FAST_BITS; length += 1) {
    for (let left = counts[length] ?? 0; left > 0; left -= 1) {
      const entry = (symbols[index] ?? 0) * 16 + length;
      const first = reverseBits(code, length);
      for (let at = first; at < fast.length; at += 1 << length) fast[at] = entry;
      code += 1;
      index += 1;
    }
    code *= 2;
  }
}

/** The canonical code whose symbol `i` has `lengths[i]` bits, 0 for none. Throws `malformed` for impossible lengths. */
export function buildHuffmanCode(lengths: Uint8Array): HuffmanCode {
  const counts = new Uint16Array(MAX_CODE_BITS + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const incomplete = isIncomplete(counts);

  const next = new Uint16Array(MAX_CODE_BITS + 1);
  for (let length = 1; length < MAX_CODE_BITS; length += 1) {
    next[length + 1] = (next[length] ?? 0) + (counts[length] ?? 0);
  }
  const symbols = new Uint16Array(lengths.length);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const place = next[length] ?? 0;
    symbols[place] = symbol;
    next[length] = place + 1;
  }
  const fast = new Uint16Array(1 << FAST_BITS);
  fillFast(fast, counts, symbols);
  return { fast, counts, symbols, incomplete };
}

/** Bit by bit, for codes that the fast table does not hold. */
function readLongSymbol(reader: BitReader, code: HuffmanCode, bits: number): number {
  let value = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= MAX_CODE_BITS; length += 1) {
    value |= (bits >>> (length - 1)) & 1;
    const count = code.counts[length] ?? 0;
    if (value - first < count) {
      reader.skip(length);
      return code.symbols[index + value - first] ?? 0;
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
  const entry = code.fast[bits & ((1 << FAST_BITS) - 1)] ?? 0;
  if (entry === 0) return readLongSymbol(reader, code, bits);
  reader.skip(entry & 15);
  return entry >>> 4;
}
