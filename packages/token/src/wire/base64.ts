import { BadBase64Error } from '../errors.js';
import { byteAt, uint16At } from './typed-arrays.js';

const ASCII = new TextEncoder();

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Has a bit above those of any two digits, so that it shows in whatever it is combined with. */
const NOT_A_DIGIT = 0x1000;

const DIGIT_OF_CODE = /* @__PURE__ */ (() => {
  const digits = new Uint16Array(128).fill(NOT_A_DIGIT);
  for (let i = 0; i < ALPHABET.length; i += 1) digits[ALPHABET.charCodeAt(i)] = i;
  return digits;
})();

const PADDING = 0x3d;

/** Arguments that one function call may safely have in every engine. */
const MAX_ARGUMENTS = 8192;

/** Base64 with the standard alphabet and padding: RFC 4648, section 4. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += MAX_ARGUMENTS) {
    // Many times as fast as spreading the bytes.
    const chunk: unknown = Reflect.apply(
      String.fromCharCode,
      undefined,
      bytes.subarray(at, at + MAX_ARGUMENTS),
    );
    binary += String(chunk);
  }
  return btoa(binary);
}

const digitAt = (codes: Uint8Array, index: number): number =>
  uint16At(DIGIT_OF_CODE, byteAt(codes, index));

/** Fails at the first character from `start` on that is not of the alphabet, if there is one before `end`. */
function checkDigits(text: string, start: number, end: number): void {
  for (let i = start; i < end; i += 1) {
    const code = text.charCodeAt(i);
    if (code < DIGIT_OF_CODE.length && uint16At(DIGIT_OF_CODE, code) !== NOT_A_DIGIT) continue;
    const hex = code.toString(16).toUpperCase().padStart(4, '0');
    throw new BadBase64Error(`character ${i + 1} is U+${hex}`);
  }
}

/** How many of the last four characters only fill up. */
function paddingLength(text: string): number {
  const { length } = text;
  if (text.charCodeAt(length - 1) !== PADDING) return 0;
  return text.charCodeAt(length - 2) === PADDING ? 2 : 1;
}

/** Texts and results up to this size share buffers, because a new one costs as much as the decoding. */
const SHARED_CHARACTERS = 1365;
const sharedCodes = /* @__PURE__ */ new Uint8Array(SHARED_CHARACTERS);
const sharedBytes = /* @__PURE__ */ new Uint8Array(1024);

/** The characters of `text` as bytes, which takes less time for all than one by one. Throws `bad_base64`. */
function toAsciiCodes(text: string, offset: number, padding: number): Uint8Array {
  const codes = text.length <= SHARED_CHARACTERS ? sharedCodes : new Uint8Array(text.length);
  const { read, written } = ASCII.encodeInto(text, codes);
  // Any other character takes more than one byte.
  if (read !== text.length || written !== text.length)
    checkDigits(text, offset, text.length - padding);
  return codes;
}

/** Decodes the last group of 4, of which `padding` characters are filling, to the end of `bytes`. */
function decodeLastGroup(
  text: string,
  codes: Uint8Array,
  padding: number,
  bytes: Uint8Array,
): void {
  const start = text.length - 4;
  const end = text.length - padding;
  let bits = 0;
  let seen = 0;
  for (let i = start; i < end; i += 1) {
    const digit = digitAt(codes, i);
    seen |= digit;
    bits = (bits << 6) | digit;
  }
  if (seen >= NOT_A_DIGIT) checkDigits(text, start, end);
  const unusedBits = padding * 2;
  if ((bits & ((1 << unusedBits) - 1)) !== 0) {
    throw new BadBase64Error('its last character has bits that no encoder sets');
  }
  bits >>>= unusedBits;
  for (let left = 3 - padding; left > 0; left -= 1) {
    bytes[bytes.length - 3 + padding + left - 1] = bits;
    bits >>>= 8;
  }
}

/**
 * Decodes `text` from `offset` on, strictly: the standard alphabet, full padding and zero unused bits, so that no two
 * texts are the same bytes. RFC 4648, sections 3.5 and 4. A result of up to 1 KiB is valid until the next call. Throws
 * `bad_base64`.
 */
export function decodeBase64(text: string, offset: number): Uint8Array {
  const length = text.length - offset;
  if (length === 0) throw new BadBase64Error('nothing follows the version');
  if (length % 4 !== 0) {
    throw new BadBase64Error(`its length after the version is ${length}, not a multiple of 4`);
  }
  const padding = paddingLength(text);
  const lastGroup = text.length - 4;
  const codes = toAsciiCodes(text, offset, padding);
  const size = (length / 4) * 3 - padding;
  const bytes = size <= sharedBytes.length ? sharedBytes.subarray(0, size) : new Uint8Array(size);
  let at = 0;
  let seen = 0;
  for (let i = offset; i < lastGroup; i += 4) {
    const high = (digitAt(codes, i) << 6) | digitAt(codes, i + 1);
    const low = (digitAt(codes, i + 2) << 6) | digitAt(codes, i + 3);
    seen |= high | low;
    bytes[at] = high >>> 4;
    bytes[at + 1] = (high << 4) | (low >>> 8);
    bytes[at + 2] = low;
    at += 3;
  }
  if (seen >= NOT_A_DIGIT) checkDigits(text, offset, lastGroup);
  decodeLastGroup(text, codes, padding, bytes);
  return bytes;
}
