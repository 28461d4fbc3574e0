import { adler32 } from './adler32.js';
import { BitWriter } from './bit-writer.js';
import { MatchFinder } from './match-finder.js';
import {
  DISTANCE_RANGES,
  distanceIndex,
  END_OF_BLOCK,
  fixedLiteralLengths,
  LENGTH_RANGES,
  lengthIndex,
  reverseBits,
  type RangeSymbol,
} from './symbols.js';
import { uint16At } from '../wire/typed-arrays.js';

/** The header that official tokens carry: deflate, window of 32 KiB, default level. RFC 1950, section 2.2. */
const HEADER = /* @__PURE__ */ Uint8Array.of(0x78, 0x9c);
const CHECKSUM_BYTES = 4;
const STORED_BLOCK_BYTES = 65_535;
const STORED_HEADER_BYTES = 5;
const DISTANCE_CODE_BITS = 5;

/** The fixed literal/length code by symbol, RFC 1951, section 3.2.6: reversed code * 16 + its length. */
const LITERAL_CODES: Uint16Array = /* @__PURE__ */ (() => {
  const codes = new Uint16Array(288);
  let [seven, eight, nine] = [0, 0x30, 0x190];
  for (const [symbol, length] of fixedLiteralLengths().entries()) {
    if (symbol === 280) eight = 0xc0;
    const code = length === 7 ? seven++ : length === 8 ? eight++ : nine++;
    codes[symbol] = reverseBits(code, length) * 16 + length;
  }
  return codes;
})();

/** One symbol of the fixed literal/length code. */
function putSymbol(writer: BitWriter, symbol: number): void {
  const code = uint16At(LITERAL_CODES, symbol);
  writer.put(code >>> 4, code & 15);
}

/** Which value of its range is meant. */
function putExtra(writer: BitWriter, range: RangeSymbol | undefined, value: number): void {
  if (range !== undefined) writer.put(value - range.base, range.extraBits);
}

/** A copy of `length` bytes from `distance` back: a length symbol, a distance symbol, and their extra bits. */
function putMatch(writer: BitWriter, length: number, distance: number): void {
  const lengthAt = lengthIndex(length);
  putSymbol(writer, END_OF_BLOCK + 1 + lengthAt);
  putExtra(writer, LENGTH_RANGES[lengthAt], length);
  const distanceAt = distanceIndex(distance);
  writer.put(reverseBits(distanceAt, DISTANCE_CODE_BITS), DISTANCE_CODE_BITS);
  putExtra(writer, DISTANCE_RANGES[distanceAt], distance);
}

/**
 * One block with the fixed codes, RFC 1951, section 3.2.6. Returns where it ends in `stream`.
 *
 * Greedy: takes the longest match at each place, without looking whether the next place has a longer one. Most of a
 * token is its signature, which has no matches, and the rest is too short for more to pay.
 */
function deflateFixed(bytes: Uint8Array, searchFrom: number, stream: Uint8Array): number {
  const writer = new BitWriter(stream, HEADER.length);
  const finder = new MatchFinder(bytes);
  writer.put(0b011, 3);
  let done = 0;
  let at = finder.next(searchFrom);
  while (at < bytes.length) {
    writer.putCodes(LITERAL_CODES, bytes, done, at);
    putMatch(writer, finder.length, finder.distance);
    done = at + finder.length;
    finder.remember(at + 1, done);
    at = finder.next(done);
  }
  writer.putCodes(LITERAL_CODES, bytes, done, bytes.length);
  putSymbol(writer, END_OF_BLOCK);
  return writer.finish();
}

/** Blocks without compression, RFC 1951, section 3.2.4. Returns where they end in `stream`. */
function store(bytes: Uint8Array, stream: Uint8Array, start: number): number {
  let end = start;
  for (let at = 0; at < bytes.length || at === 0; at += STORED_BLOCK_BYTES) {
    const block = bytes.subarray(at, at + STORED_BLOCK_BYTES);
    const isLast = at + STORED_BLOCK_BYTES >= bytes.length;
    const low = block.length & 0xff;
    const high = block.length >>> 8;
    stream.set([Number(isLast), low, high, low ^ 0xff, high ^ 0xff], end);
    stream.set(block, end + STORED_HEADER_BYTES);
    end += STORED_HEADER_BYTES + block.length;
  }
  return end;
}

let output = /* @__PURE__ */ new Uint8Array(1024);

/** A buffer of at least `size` bytes: the one of the last call, because a new one costs as much as the work. */
function reuseOutput(size: number): Uint8Array {
  if (output.length < size) output = new Uint8Array(size);
  return output;
}

/**
 * Deflates `bytes` into one zlib stream, RFC 1950: with the fixed codes, or stored where that is shorter. Made for the
 * few hundred bytes of a token, where setting up a native deflater costs more than the work. Repetitions are looked for
 * from `searchFrom` on: what comes before is known to be random. The result is a view, valid until the next call.
 */
export function deflateZlib(bytes: Uint8Array, searchFrom = 0): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / STORED_BLOCK_BYTES));
  const storedEnd = HEADER.length + bytes.length + blocks * STORED_HEADER_BYTES;
  // A fixed code has at most nine bits, so this is more than either way needs.
  const stream = reuseOutput(storedEnd + (bytes.length >>> 3) + 8 + CHECKSUM_BYTES);
  stream.set(HEADER);
  const fixedEnd = deflateFixed(bytes, searchFrom, stream);
  const end = fixedEnd <= storedEnd ? fixedEnd : store(bytes, stream, HEADER.length);
  const checksum = adler32(bytes);
  stream.set([checksum >>> 24, checksum >>> 16, checksum >>> 8, checksum], end);
  return stream.subarray(0, end + CHECKSUM_BYTES);
}
