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

  /** Fills the last byte with zeros and returns where the next one begins. */
  finish(): number {
    this.put(0, (8 - this.#bitCount) & 7);
    return this.#at;
  }
}
