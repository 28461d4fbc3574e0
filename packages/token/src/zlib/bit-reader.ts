import { TruncatedTokenError } from '../errors.js';

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
      const two = (this.#bytes[this.#at] ?? 0) | ((this.#bytes[this.#at + 1] ?? 0) << 8);
      this.#bits |= two << this.#bitCount;
      this.#at += 2;
      this.#bitCount += 16;
    } else if (this.#bitCount < 16 && this.#at < this.#bytes.length) {
      this.#bits |= (this.#bytes[this.#at] ?? 0) << this.#bitCount;
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
