import { TruncatedTokenError } from '../errors.js';
import { byteAt, uint16At } from '../wire/typed-arrays.js';

/** The first entry of a fast table that is no literal: symbol * 16 + code length. */
const LITERALS_END = 256 * 16;

/** Reads a deflate stream: bits from the lowest of each byte up. RFC 1951, section 3.1.1. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #bits = 0;
  #bitCount = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start;
  }

  /** Where the next whole byte begins. */
  get byteOffset(): number {
    return this.#at - (this.#bitCount >>> 3);
  }

  /** The next bits, at least 16 of them or all that are left, without taking them; zeros follow the end. */
  peek(): number {
    if (this.#bitCount < 16 && this.#at + 1 < this.#bytes.length) {
      const two = byteAt(this.#bytes, this.#at) | (byteAt(this.#bytes, this.#at + 1) << 8);
      this.#bits |= two << this.#bitCount;
      this.#at += 2;
      this.#bitCount += 16;
    } else if (this.#bitCount < 16 && this.#at < this.#bytes.length) {
      this.#bits |= byteAt(this.#bytes, this.#at) << this.#bitCount;
      this.#at += 1;
      this.#bitCount += 8;
    }
    return this.#bits;
  }

  /** Takes `count` bits that have been peeked at. */
  skip(count: number): void {
    if (count > this.#bitCount) throw new TruncatedTokenError('the zlib stream ends too early');
    this.#bits >>>= count;
    this.#bitCount -= count;
  }

  /** The next `count` bits, at most 16, as a number. */
  take(count: number): number {
    const value = this.peek() & ((1 << count) - 1);
    this.skip(count);
    return value;
  }

  /**
   * Decodes literals into `output` from `length` on, for as long as one look-up each is enough, and returns the new
   * length. `fast` is as in `HuffmanCode`. Where it stops, nothing of the next symbol has been taken. They go two at a
   * time, so one may be left where the room or the input ends.
   */
  copyLiterals(fast: Uint16Array, output: Uint8Array, length: number): number {
    const bytes = this.#bytes;
    const mask = fast.length - 1;
    const lastTriple = bytes.length - 3;
    const lastPair = output.length - 2;
    let at = this.#at;
    let bits = this.#bits;
    let bitCount = this.#bitCount;
    let end = length;
    while (at <= lastTriple && end <= lastPair) {
      // Whole bytes up to 31 bits, without a branch: bits above the count are those that will be added again.
      const triple =
        byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16);
      bits |= triple << bitCount;
      const moreBytes = (31 - bitCount) >>> 3;
      at += moreBytes;
      bitCount += moreBytes * 8;

      const first = uint16At(fast, bits & mask);
      if (first === 0 || first >= LITERALS_END) break;
      bits >>>= first & 15;
      bitCount -= first & 15;
      output[end] = first >>> 4;
      end += 1;

      const second = uint16At(fast, bits & mask);
      if (second === 0 || second >= LITERALS_END) break;
      bits >>>= second & 15;
      bitCount -= second & 15;
      output[end] = second >>> 4;
      end += 1;
    }
    this.#at = at;
    this.#bits = bits & ((1 << bitCount) - 1);
    this.#bitCount = bitCount;
    return end;
  }

  /** Drops the rest of the current byte. */
  alignToByte(): void {
    this.skip(this.#bitCount & 7);
  }

  /** Drops the rest of the current byte, then gives the next `count` bytes: a view, not a copy. */
  takeBytes(count: number): Uint8Array {
    const start = this.byteOffset;
    const end = start + count;
    if (end > this.#bytes.length) throw new TruncatedTokenError('the zlib stream ends too early');
    this.#bits = 0;
    this.#bitCount = 0;
    this.#at = end;
    return this.#bytes.subarray(start, end);
  }
}
