import { adler32 } from './adler32.js';
import { BitWriter } from './bit-writer.js';
import {
  DISTANCE_SYMBOLS,
  END_OF_BLOCK,
  fixedLiteralLengths,
  LENGTH_SYMBOLS,
  MAX_DISTANCE,
  MAX_MATCH,
  MIN_MATCH,
  reverseBits,
  type RangeSymbol,
} from './symbols.js';

/** The header that official tokens carry: deflate, window of 32 KiB, default level. RFC 1950, section 2.2. */
const HEADER = [0x78, 0x9c] as const;
const CHECKSUM_BYTES = 4;
const STORED_BLOCK_BYTES = 65_535;
const STORED_HEADER_BYTES = 5;
const DISTANCE_CODE_BITS = 5;

/** Matches are looked for among the places with the same hash of three bytes, the newest this many. */
const MAX_CANDIDATES = 8;
const HASH_BITS = 9;

/** One code as it goes into the stream. */
interface Code {
  readonly bits: number;
  readonly length: number;
}

/** The fixed literal/length code, RFC 1951, section 3.2.6: reversed, by symbol. */
const LITERAL_CODES: readonly Code[] = /* @__PURE__ */ (() => {
  const next: Record<number, number> = { 7: 0, 8: 0x30, 9: 0x190 };
  const first = (symbol: number, length: number): number =>
    symbol >= 280 ? 0xc0 + symbol - 280 : (next[length] ?? 0);
  return Array.from(fixedLiteralLengths(), (length, symbol) => {
    const code = first(symbol, length);
    if (symbol < 280) next[length] = code + 1;
    return { bits: reverseBits(code, length), length };
  });
})();

interface Match {
  readonly distance: number;
  readonly length: number;
}

/** Finds earlier copies of what comes next, by chains of places with equal hashes. */
class MatchFinder {
  readonly #bytes: Uint8Array;
  readonly #newest: Int32Array = new Int32Array(1 << HASH_BITS).fill(-1);
  readonly #older: Int32Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#older = new Int32Array(bytes.length);
  }

  /** The longest copy of what begins at `at`, the nearest where several are as long. Also remembers `at`. */
  find(at: number): Match | undefined {
    let candidate = this.remember(at);
    let best: Match | undefined;
    for (let left = MAX_CANDIDATES; left > 0 && candidate >= 0; left -= 1) {
      if (at - candidate > MAX_DISTANCE) break;
      const length = this.#commonLength(candidate, at);
      if (length > (best?.length ?? MIN_MATCH - 1)) best = { distance: at - candidate, length };
      candidate = this.#older[candidate] ?? -1;
    }
    return best;
  }

  /** Remembers that a match may begin at `at`, and returns the newest earlier place with the same hash. */
  remember(at: number): number {
    if (at + MIN_MATCH > this.#bytes.length) return -1;
    const hash = this.#hash(at);
    const earlier = this.#newest[hash] ?? -1;
    this.#older[at] = earlier;
    this.#newest[hash] = at;
    return earlier;
  }

  #hash(at: number): number {
    const three =
      (this.#byte(at) << 16) | (this.#byte(at + 1) << 8) | this.#byte(at + 2);
    // Fibonacci hashing: the golden ratio of 2^32 spreads near values apart.
    return Math.imul(three, 0x9e3779b1) >>> (32 - HASH_BITS);
  }

  #commonLength(earlier: number, at: number): number {
    const most = Math.min(MAX_MATCH, this.#bytes.length - at);
    let length = 0;
    while (length < most && this.#byte(earlier + length) === this.#byte(at + length)) length += 1;
    return length;
  }

  #byte(at: number): number {
    return this.#bytes[at] ?? 0;
  }
}

/** The last range that begins at or below `value`. */
function symbolOf(ranges: readonly RangeSymbol[], value: number): number {
  let symbol = ranges.length - 1;
  while ((ranges[symbol]?.base ?? 0) > value) symbol -= 1;
  return symbol;
}

function putLiteral(writer: BitWriter, symbol: number): void {
  const code = LITERAL_CODES[symbol];
  if (code !== undefined) writer.put(code.bits, code.length);
}

function putExtra(writer: BitWriter, range: RangeSymbol | undefined, value: number): void {
  if (range !== undefined) writer.put(value - range.base, range.extraBits);
}

function putMatch(writer: BitWriter, { distance, length }: Match): void {
  const lengthSymbol = symbolOf(LENGTH_SYMBOLS, length);
  putLiteral(writer, END_OF_BLOCK + 1 + lengthSymbol);
  putExtra(writer, LENGTH_SYMBOLS[lengthSymbol], length);
  const distanceSymbol = symbolOf(DISTANCE_SYMBOLS, distance);
  writer.put(reverseBits(distanceSymbol, DISTANCE_CODE_BITS), DISTANCE_CODE_BITS);
  putExtra(writer, DISTANCE_SYMBOLS[distanceSymbol], distance);
}

/** One block with the fixed codes, RFC 1951, section 3.2.6. Returns where it ends in `output`. */
function deflateFixed(bytes: Uint8Array, output: Uint8Array, start: number): number {
  const writer = new BitWriter(output, start);
  const finder = new MatchFinder(bytes);
  writer.put(0b011, 3);
  let at = 0;
  while (at < bytes.length) {
    const match = finder.find(at);
    if (match === undefined) {
      putLiteral(writer, bytes[at] ?? 0);
      at += 1;
      continue;
    }
    putMatch(writer, match);
    for (let i = 1; i < match.length; i += 1) finder.remember(at + i);
    at += match.length;
  }
  putLiteral(writer, END_OF_BLOCK);
  return writer.finish();
}

/** Blocks without compression, RFC 1951, section 3.2.4. Returns where they end in `output`. */
function store(bytes: Uint8Array, output: Uint8Array, start: number): number {
  let end = start;
  for (let at = 0; at < bytes.length || at === 0; at += STORED_BLOCK_BYTES) {
    const block = bytes.subarray(at, at + STORED_BLOCK_BYTES);
    const isLast = at + STORED_BLOCK_BYTES >= bytes.length;
    const { length } = block;
    output.set([Number(isLast), length & 0xff, length >>> 8, ~length & 0xff, (~length >>> 8) & 0xff], end);
    output.set(block, end + STORED_HEADER_BYTES);
    end += STORED_HEADER_BYTES + length;
  }
  return end;
}

/**
 * Deflates `bytes` into one zlib stream, RFC 1950: with the fixed codes, or stored where that is shorter. Made for the
 * few hundred bytes of a token, where setting up a native deflater costs more than the work.
 */
export function deflateZlib(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / STORED_BLOCK_BYTES));
  const storedEnd = HEADER.length + bytes.length + blocks * STORED_HEADER_BYTES;
  // A fixed code has at most nine bits, so this is more than either way needs.
  const output = new Uint8Array(storedEnd + (bytes.length >>> 3) + 8 + CHECKSUM_BYTES);
  output.set(HEADER);
  const fixedEnd = deflateFixed(bytes, output, HEADER.length);
  const end = fixedEnd <= storedEnd ? fixedEnd : store(bytes, output, HEADER.length);
  new DataView(output.buffer).setUint32(end, adler32(bytes));
  return output.subarray(0, end + CHECKSUM_BYTES);
}
