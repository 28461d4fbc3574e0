/** What the symbols of a deflate stream mean: RFC 1951, sections 3.2.5 and 3.2.6. */

/** The literal/length symbol that ends a block. */
export const END_OF_BLOCK = 256;
/** The shortest run that a match can copy. */
export const MIN_MATCH = 3;
/** The longest run that a match can copy. */
export const MAX_MATCH = 258;
/** How far back a match can reach. */
export const MAX_DISTANCE = 32_768;

const LENGTH_SYMBOLS = 29;
const DISTANCE_SYMBOLS = 30;

/** One symbol that stands for the values from `base` on, told apart by `extraBits` more bits. */
export interface RangeSymbol {
  readonly base: number;
  readonly extraBits: number;
}

/** Ranges that double in width: each width has `perWidth` symbols, the narrowest twice as many. */
function doublingRanges(first: number, count: number, perWidth: number): RangeSymbol[] {
  const ranges: RangeSymbol[] = [];
  let base = first;
  for (let symbol = 0; symbol < count; symbol += 1) {
    const extraBits = Math.max(0, Math.floor(symbol / perWidth) - 1);
    ranges.push({ base, extraBits });
    base += 1 << extraBits;
  }
  return ranges;
}

/** Length symbols 257 to 285, counted from 0. The longest match has a symbol of its own. */
export const LENGTH_RANGES: readonly RangeSymbol[] = /* @__PURE__ */ doublingRanges(
  MIN_MATCH,
  LENGTH_SYMBOLS - 1,
  4,
).concat({ base: MAX_MATCH, extraBits: 0 });

/** Distance symbols 0 to 29. */
export const DISTANCE_RANGES: readonly RangeSymbol[] = /* @__PURE__ */ doublingRanges(
  1,
  DISTANCE_SYMBOLS,
  2,
);

/** Which of `doublingRanges` holds the value `above` its first: the top bit gives the width, the next ones the place. */
function rangeIndex(above: number, perWidth: number): number {
  if (above < perWidth * 2) return above;
  const topBit = 31 - Math.clz32(above);
  const placeBits = 31 - Math.clz32(perWidth);
  return perWidth * (topBit - placeBits) + (above >>> (topBit - placeBits));
}

/** The index in `LENGTH_RANGES` of a match length. */
export function lengthIndex(length: number): number {
  return length === MAX_MATCH ? LENGTH_SYMBOLS - 1 : rangeIndex(length - MIN_MATCH, 4);
}

/** The distance symbol of a match distance. */
export function distanceIndex(distance: number): number {
  return rangeIndex(distance - 1, 2);
}

/** Code lengths of the fixed literal/length code. */
export function fixedLiteralLengths(): Uint8Array {
  return new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288);
}

/** Code lengths of the fixed distance code, the two symbols without a meaning included. */
export function fixedDistanceLengths(): Uint8Array {
  return new Uint8Array(DISTANCE_SYMBOLS + 2).fill(5);
}

/** `code` of `length` bits with its first bit last: Huffman codes go into the stream from their top bit. */
export function reverseBits(code: number, length: number): number {
  let reversed = 0;
  for (let i = 0; i < length; i += 1) reversed |= ((code >>> i) & 1) << (length - 1 - i);
  return reversed;
}
