import { byteAt, uint16At } from '../wire/typed-arrays.js';

/** Writes a deflate stream: bits from the lowest of each byte up. RFC 1951, section 3.1.1. */
export class BitWriter {
  readonly #bytes: Uint8Array;
  #at: number;
  #bits = 0;
  #bitCount = 0;

  /** `bytes` must have room for all that will be written from `start` on. */
  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start;
  }

  /** Adds the lowest `count` bits of `value`, at most 16. */
  put(value: number, count: number): void {
    this.#bits |= value << this.#bitCount;
    this.#bitCount += count;
    while (this.#bitCount >= 8) {
      this.#bytes[this.#at] = this.#bits;
      this.#at += 1;
      this.#bits >>>= 8;
      this.#bitCount -= 8;
    }
  }

  /**
   * Adds the code of each byte from `from` up to `to`. `codes` holds reversed code * 16 + its length, at most 9, by
   * byte.
   */
  putCodes(codes: Uint16Array, bytes: Uint8Array, from: number, to: number): void {
    const target = this.#bytes;
    let at = this.#at;
    let bits = this.#bits;
    let bitCount = this.#bitCount;
    for (let i = from; i < to; i += 1) {
      const code = uint16At(codes, byteAt(bytes, i));
      bits |= (code >>> 4) << bitCount;
      bitCount += code & 15;
      while (bitCount >= 8) {
        target[at] = bits;
        at += 1;
        bits >>>= 8;
        bitCount -= 8;
      }
    }
    this.#at = at;
    this.#bits = bits;
    this.#bitCount = bitCount;
  }

  /** Fills the last byte with zeros and returns where the next one begins. */
  finish(): number {
    this.put(0, (8 - this.#bitCount) & 7);
    return this.#at;
  }
}
