import { MalformedTokenError, TruncatedTokenError } from '../errors.js';
import { byteAt } from './typed-arrays.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Up to here it takes less time to put characters together than to call a decoder. */
const SHORT_BYTES = 12;

function shortAscii(bytes: Uint8Array): string | undefined {
  if (bytes.length > SHORT_BYTES) return undefined;
  let text = '';
  for (const byte of bytes) {
    if (byte > 0x7f) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

/**
 * Reads the little-endian layouts of a token, front to back. A read past the end is a `truncated` error; nothing is
 * allocated from a count that the bytes merely claim.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** How many bytes are left. */
  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  /** Unsigned 16 bits. */
  u16(): number {
    return this.#u16At(this.#advance(2));
  }

  /** Unsigned 32 bits. */
  u32(): number {
    const start = this.#advance(4);
    return this.#u16At(start + 2) * 0x1_0000 + this.#u16At(start);
  }

  /** A u16 length, then that many bytes: a view, not a copy. */
  bytes16(): Uint8Array {
    const length = this.u16();
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** A u16 length, then that many bytes of UTF-8. Anything else than UTF-8 is `malformed`. */
  string16(): string {
    const bytes = this.bytes16();
    try {
      return shortAscii(bytes) ?? UTF8.decode(bytes);
    } catch (cause) {
      throw new MalformedTokenError('a text field is not UTF-8', { cause });
    }
  }

  #advance(length: number): number {
    const start = this.#at;
    if (length > this.remaining) throw new TruncatedTokenError('the content ends inside a field');
    this.#at = start + length;
    return start;
  }

  #u16At(start: number): number {
    return byteAt(this.#bytes, start) | (byteAt(this.#bytes, start + 1) << 8);
  }
}
