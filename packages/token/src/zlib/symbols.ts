/** What lengths and distances mean in a deflate stream: RFC 1951, section 3.2.5. */

/** The literal/length symbol that ends a block. */
export const END_OF_BLOCK = 256;
/** The shortest and the longest run that a match can copy. */
export const MIN_MATCH = 3;
export const MAX_MATCH = 258;
/** How far back a match can reach. */
export const MAX_DISTANCE = 32_768;

/** One symbol that stands for the values from `base` on, told apart by `extraBits` more bits. */
export interface RangeSymbol {
  readonly base: number;
  readonly extraBits: number;
}

/** Length symbols 257..285, in order. */
export const LENGTH_SYMBOLS: readonly RangeSymbol[] = /* @__PURE__ */ (() => {
  const symbols: RangeSymbol[] = [];
  let base = MIN_MATCH;
  for (let i = 0; i < 28; i += 1) {
    const extraBits = i < 8 ? 0 : (i >> 2) - 1;
    symbols.push({ base, extraBits });
    base += 1 << extraBits;
  }
  // The longest match has a symbol of its own, although symbol 284 could express it.
  symbols.push({ base: MAX_MATCH, extraBits: 0 });
  return symbols;
})();

/** Distance symbols 0..29, in order. */
export const DISTANCE_SYMBOLS: readonly RangeSymbol[] = /* @__PURE__ */ (() => {
  const symbols: RangeSymbol[] = [];
  let base = 1;
  for (let i = 0; i < 30; i += 1) {
    const extraBits = i < 4 ? 0 : (i >> 1) - 1;
    symbols.push({ base, extraBits });
    base += 1 << extraBits;
  }
  return symbols;
})();

/** Code lengths of the fixed literal/length code, RFC 1951, section 3.2.6. */
export function fixedLiteralLengths(): Uint8Array {
  return new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288);
}

/** Code lengths of the fixed distance code, RFC 1951, section 3.2.6. */
export function fixedDistanceLengths(): Uint8Array {
  return new Uint8Array(32).fill(5);
}

/** `code` of `length` bits with the first bit last: Huffman codes go into the stream from their top bit. */
export function reverseBits(code: number, length: number): number {
  let reversed = 0;
  for (let i = 0; i < length; i += 1) reversed |= ((code >>> i) & 1) << (length - 1 - i);
  return reversed;
}
