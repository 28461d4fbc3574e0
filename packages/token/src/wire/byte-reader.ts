import { MalformedTokenError, TruncatedTokenError } from '../errors.js';
import { byteAt } from './typed-arrays.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Up to here it takes less time to put characters together than to call a decoder. */
const SHORT_BYTES = 12;

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

  /** 16 bits, two's complement. */
  i16(): number {
    return (this.u16() << 16) >> 16;
  }

  /** Unsigned 32 bits. */
  u32(): number {
    const start = this.#advance(4);
    return this.#u16At(start + 2) * 0x1_0000 + this.#u16At(start);
  }

  /** Passes over a u16 length and that many bytes, and returns the length. */
  skip16(): number {
    const length = this.u16();
    this.#advance(length);
    return length;
  }

  /**
   * A u16 length, then that many bytes of UTF-8. Anything else than UTF-8 is `malformed`. Where the text is `likely`,
   * which must be ASCII, that very string is returned, and nothing is decoded.
   */
  string16(likely = ''): string {
    const length = this.u16();
    const start = this.#advance(length);
    if (this.#spells(start, likely)) return likely;
    return (length <= SHORT_BYTES ? this.#ascii(start) : undefined) ?? this.#utf8(start);
  }

  #spells(start: number, text: string): boolean {
    if (text.length !== this.#at - start) return false;
    for (let i = 0; i < text.length; i += 1) {
      if (byteAt(this.#bytes, start + i) !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  #ascii(start: number): string | undefined {
    let text = '';
    for (let at = start; at < this.#at; at += 1) {
      const byte = byteAt(this.#bytes, at);
      if (byte > 0x7f) return undefined;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  #utf8(start: number): string {
    try {
      return UTF8.decode(this.#bytes.subarray(start, this.#at));
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
