const UTF8 = new TextEncoder();

/** The most bytes of UTF-8 that one UTF-16 unit can become. */
const MAX_BYTES_PER_UNIT = 3;

/** The largest buffer that is kept for the next token. */
const MAX_KEPT_BYTES = 0x1_0000;

/**
 * Writes the little-endian layouts of a token into one buffer that grows as needed. Ranges are the caller's duty:
 * numbers must fit their field, and texts must be well-formed and at most 65535 bytes.
 */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacityBytes: number) {
    this.#bytes = new Uint8Array(capacityBytes);
  }

  /** Unsigned 16 bits. */
  u16(value: number): void {
    this.#reserve(2);
    this.#bytes[this.#length] = value;
    this.#bytes[this.#length + 1] = value >>> 8;
    this.#length += 2;
  }

  /** Unsigned 32 bits. */
  u32(value: number): void {
    this.u16(value);
    this.u16(value >>> 16);
  }

  /** A u16 length, then the text in UTF-8. */
  string16(text: string): void {
    this.#reserve(2 + text.length * MAX_BYTES_PER_UNIT);
    const start = this.#length + 2;
    const written = this.#putAscii(text, start) ? text.length : this.#putUtf8(text, start);
    this.u16(written);
    this.#length += written;
  }

  /** Leaves `length` bytes open, to be filled in where they are written. */
  skip(length: number): void {
    this.#reserve(length);
    this.#length += length;
  }

  /** Starts anew in the same buffer; one that grew far beyond what tokens need is let go. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > MAX_KEPT_BYTES) this.#bytes = new Uint8Array(MAX_KEPT_BYTES);
  }

  /** How many bytes have been written or skipped so far. */
  get length(): number {
    return this.#length;
  }

  /** What has been written or skipped so far: a view, valid until the next write. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Most texts of a token are short and ASCII: for them a call into the encoder costs more than this. */
  #putAscii(text: string, start: number): boolean {
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) return false;
      this.#bytes[start + i] = unit;
    }
    return true;
  }

  #putUtf8(text: string, start: number): number {
    return UTF8.encodeInto(text, this.#bytes.subarray(start)).written;
  }

  #reserve(moreBytes: number): void {
    const needed = this.#length + moreBytes;
    if (needed <= this.#bytes.length) return;
    const bigger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    bigger.set(this.#bytes);
    this.#bytes = bigger;
  }
}
