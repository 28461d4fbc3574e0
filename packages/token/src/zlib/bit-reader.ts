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
   * length. `fast` is as in `HuffmanCode`. Where it stops, nothing of the next symbol has been taken.
   */
  copyLiterals(fast: Uint16Array, output: Uint8Array, length: number): number {
    const bytes = this.#bytes;
    // By position alone, without a buffer of bits: three bytes always hold the next 16 bits.
    const lastPosition = (bytes.length - 3) * 8;
    let position = this.#at * 8 - this.#bitCount;
    let end = length;
    while (end < output.length && position <= lastPosition) {
      const at = position >>> 3;
      const pair = byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8);
      const bits = (pair | (byteAt(bytes, at + 2) << 16)) >>> (position & 7);
      const entry = uint16At(fast, bits & (fast.length - 1));
      if (entry === 0 || entry >= LITERALS_END) break;
      output[end] = entry >>> 4;
      end += 1;
      position += entry & 15;
    }
    this.#moveTo(position);
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

  #moveTo(position: number): void {
    this.#at = (position + 7) >>> 3;
    this.#bitCount = this.#at * 8 - position;
    this.#bits = this.#bitCount === 0 ? 0 : byteAt(this.#bytes, this.#at - 1) >>> (position & 7);
  }
}
