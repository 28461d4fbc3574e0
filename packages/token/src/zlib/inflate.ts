import { MalformedTokenError, TrailingBytesError, TruncatedTokenError } from '../errors.js';
import { adler32 } from './adler32.js';
import { BitReader } from './bit-reader.js';
import { BoundedOutput } from './bounded-output.js';
import { buildHuffmanCode, readSymbol, type HuffmanCode } from './huffman-code.js';
import {
  DISTANCE_RANGES,
  END_OF_BLOCK,
  fixedDistanceLengths,
  fixedLiteralLengths,
  LENGTH_RANGES,
  type RangeSymbol,
} from './symbols.js';
import { byteAt } from '../wire/typed-arrays.js';

const HEADER_BYTES = 2;
const CHECKSUM_BYTES = 4;

/** In this order the lengths of the code-length code are sent: RFC 1951, section 3.2.7. */
const CODE_LENGTH_ORDER = [
  16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
] as const;

/** The two codes that a compressed block is written in. */
interface BlockCodes {
  /** Of literals, lengths, and the end of the block. */
  readonly literals: HuffmanCode;
  /** Of the distances that follow a length. */
  readonly distances: HuffmanCode;
}

const corrupt = (reason: string): MalformedTokenError =>
  new MalformedTokenError(`the zlib stream ${reason}`);

let fixedCodes: BlockCodes | undefined;

function readFixedCodes(): BlockCodes {
  fixedCodes ??= {
    literals: buildHuffmanCode(fixedLiteralLengths()),
    distances: buildHuffmanCode(fixedDistanceLengths()),
  };
  return fixedCodes;
}

/** The code in which the lengths of the two other codes are written. */
function readCodeLengthCode(reader: BitReader, count: number): HuffmanCode {
  const lengths = new Uint8Array(CODE_LENGTH_ORDER.length);
  for (const symbol of CODE_LENGTH_ORDER.slice(0, count)) lengths[symbol] = reader.take(3);
  const code = buildHuffmanCode(lengths);
  if (code.incomplete) throw corrupt('has an incomplete code');
  return code;
}

/** How often a length is repeated after code-length symbol 16, 17 or 18: RFC 1951, section 3.2.7. */
function readRepeat(reader: BitReader, symbol: number): number {
  if (symbol === 16) return 3 + reader.take(2);
  return symbol === 17 ? 3 + reader.take(3) : 11 + reader.take(7);
}

/** Code lengths are themselves run-length coded: 16 repeats the last one, 17 and 18 repeat zero. */
function readCodeLengths(reader: BitReader, code: HuffmanCode, count: number): Uint8Array {
  const lengths = new Uint8Array(count);
  let at = 0;
  while (at < count) {
    const symbol = readSymbol(reader, code);
    if (symbol < 16) {
      lengths[at] = symbol;
      at += 1;
      continue;
    }
    const previous = symbol === 16 ? lengths[at - 1] : 0;
    const end = at + readRepeat(reader, symbol);
    if (previous === undefined || end > count) throw corrupt('repeats a code length out of bounds');
    lengths.fill(previous, at, end);
    at = end;
  }
  return lengths;
}

/** As zlib does, lets a code be incomplete only where it has a single code of one bit, or none. */
function buildBlockCode(lengths: Uint8Array): HuffmanCode {
  const code = buildHuffmanCode(lengths);
  if (code.incomplete && code.longest > 1) throw corrupt('has an incomplete code');
  return code;
}

/** RFC 1951, section 3.2.7. */
function readDynamicCodes(reader: BitReader): BlockCodes {
  const literalCount = 257 + reader.take(5);
  const distanceCount = 1 + reader.take(5);
  const codeLengthCount = 4 + reader.take(4);
  if (literalCount > 286 || distanceCount > 30) throw corrupt('has too many symbols');
  const codeLengthCode = readCodeLengthCode(reader, codeLengthCount);
  const lengths = readCodeLengths(reader, codeLengthCode, literalCount + distanceCount);
  if (lengths[END_OF_BLOCK] === 0) throw corrupt('has a block without an end');
  return {
    literals: buildBlockCode(lengths.subarray(0, literalCount)),
    distances: buildBlockCode(lengths.subarray(literalCount)),
  };
}

/** The value of a length or distance symbol, with the extra bits that follow it: RFC 1951, section 3.2.5. */
function readRange(reader: BitReader, range: RangeSymbol | undefined): number {
  if (range === undefined) throw corrupt('holds a symbol that does not exist');
  return range.base + reader.take(range.extraBits);
}

/** Everything up to the end of a block: literals, and copies of what came before. */
function inflateCodes(reader: BitReader, output: BoundedOutput, codes: BlockCodes): void {
  for (;;) {
    output.takeLiterals(reader, codes.literals.fast);
    const symbol = readSymbol(reader, codes.literals);
    if (symbol < END_OF_BLOCK) {
      output.push(symbol);
    } else if (symbol === END_OF_BLOCK) {
      return;
    } else {
      const length = readRange(reader, LENGTH_RANGES[symbol - END_OF_BLOCK - 1]);
      const distance = readRange(reader, DISTANCE_RANGES[readSymbol(reader, codes.distances)]);
      output.repeat(distance, length);
    }
  }
}

/** RFC 1951, section 3.2.4. */
function inflateStored(reader: BitReader, output: BoundedOutput): void {
  const [low = 0, high = 0, notLow = 0, notHigh = 0] = reader.takeBytes(4);
  if ((low ^ notLow) !== 0xff || (high ^ notHigh) !== 0xff) throw corrupt('has a damaged length');
  output.append(reader.takeBytes(low | (high << 8)));
}

/** One block, after the bit that says whether it is the last. RFC 1951, section 3.2.3. */
function inflateBlock(reader: BitReader, output: BoundedOutput): void {
  switch (reader.take(2)) {
    case 0:
      return inflateStored(reader, output);
    case 1:
      return inflateCodes(reader, output, readFixedCodes());
    case 2:
      return inflateCodes(reader, output, readDynamicCodes(reader));
    default:
      throw corrupt('has a block of a reserved kind');
  }
}

/** RFC 1950, section 2.2. */
function checkHeader(bytes: Uint8Array): void {
  if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) {
    throw new TruncatedTokenError('the zlib stream ends too early');
  }
  const method = byteAt(bytes, 0);
  const flags = byteAt(bytes, 1);
  const usesDeflate = (method & 0x0f) === 8 && method >>> 4 <= 7;
  const hasDictionary = (flags & 0x20) !== 0;
  if (!usesDeflate || hasDictionary || ((method << 8) | flags) % 31 !== 0) {
    throw corrupt('has a wrong header');
  }
}

/** The checksum that ends a stream: RFC 1950, section 2.2. Returns where the stream ends. */
function checkTrailer(reader: BitReader, inflated: Uint8Array): number {
  reader.alignToByte();
  let checksum = 0;
  for (let i = 0; i < CHECKSUM_BYTES; i += 1) checksum = checksum * 256 + reader.take(8);
  if (checksum !== adler32(inflated)) throw corrupt('has a wrong checksum');
  return reader.byteOffset;
}

/**
 * Inflates one zlib stream (RFC 1950) that is the whole of `bytes`. Stops at `maxBytes` of output, so a small bomb
 * costs no more than that. A result of up to 1 KiB is valid until the next call. Throws `truncated`, `malformed`, `trailing_bytes` and `inflate_limit`.
 */
export function inflateZlib(bytes: Uint8Array, maxBytes: number): Uint8Array {
  checkHeader(bytes);
  const reader = new BitReader(bytes, HEADER_BYTES);
  const output = new BoundedOutput(maxBytes);
  let isLast = false;
  while (!isLast) {
    isLast = reader.take(1) === 1;
    inflateBlock(reader, output);
  }
  const inflated = output.written();
  if (checkTrailer(reader, inflated) !== bytes.length) {
    throw new TrailingBytesError('bytes follow the zlib stream');
  }
  return inflated;
}
