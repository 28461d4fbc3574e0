import { InflateLimitError, MalformedTokenError } from '../errors.js';
import type { BitReader } from './bit-reader.js';
import { byteAt } from '../wire/typed-arrays.js';

/** Outputs up to this size share one buffer, because a new one costs as much as the inflating. */
const SHARED_BYTES = 1024;
const shared = /* @__PURE__ */ new Uint8Array(SHARED_BYTES);

/**
 * What an inflater has produced so far: grows with the output, never past the limit. Small outputs share a buffer, so
 * one is valid until the next is begun.
 */
export class BoundedOutput {
  readonly #limitBytes: number;
  #bytes: Uint8Array;
  #length = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
    this.#bytes = limitBytes < SHARED_BYTES ? shared.subarray(0, limitBytes) : shared;
  }

  /** Everything so far: a view, not a copy. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Takes as many literals from `reader` as there is room for without growing. */
  takeLiterals(reader: BitReader, fast: Uint16Array): void {
    this.#length = reader.copyLiterals(fast, this.#bytes, this.#length);
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
      this.#bytes[at] = byteAt(this.#bytes, at - distance);
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
