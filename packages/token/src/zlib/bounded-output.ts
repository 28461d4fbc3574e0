import { InflateLimitError, MalformedTokenError } from '../errors.js';

/** What an inflater has produced so far: grows with the output, never past the limit. */
export class BoundedOutput {
  readonly #limitBytes: number;
  #bytes: Uint8Array;
  #length = 0;

  constructor(expectedBytes: number, limitBytes: number) {
    this.#limitBytes = limitBytes;
    this.#bytes = new Uint8Array(Math.min(expectedBytes, limitBytes));
  }

  /** Everything so far: a view, not a copy. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Adds one byte. Throws `inflate_limit`. */
  push(byte: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  /** Adds `bytes`. Throws `inflate_limit`. */
  append(bytes: Uint8Array): void {
    this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Repeats `length` bytes from `distance` back; the two may overlap. Throws `inflate_limit` and `malformed`. */
  repeat(distance: number, length: number): void {
    if (distance > this.#length) {
      throw new MalformedTokenError('the zlib stream refers to bytes before its start');
    }
    this.#grow(length);
    const end = this.#length + length;
    for (let at = this.#length; at < end; at += 1)
      this.#bytes[at] = this.#bytes[at - distance] ?? 0;
    this.#length = end;
  }

  #grow(moreBytes: number): void {
    const needed = this.#length + moreBytes;
    if (needed <= this.#bytes.length) return;
    if (needed > this.#limitBytes) throw new InflateLimitError(this.#limitBytes);
    const bigger = new Uint8Array(
      Math.min(Math.max(needed, this.#bytes.length * 2), this.#limitBytes),
    );
    bigger.set(this.#bytes);
    this.#bytes = bigger;
  }
}
