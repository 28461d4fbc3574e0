import { BadBase64Error } from '../errors.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NOT_A_DIGIT = 0xff;

const DIGIT_OF_CODE = /* @__PURE__ */ (() => {
  const digits = new Uint8Array(128).fill(NOT_A_DIGIT);
  for (let i = 0; i < ALPHABET.length; i += 1) digits[ALPHABET.charCodeAt(i)] = i;
  return digits;
})();

/** Arguments that one function call may safely have in every engine. */
const MAX_ARGUMENTS = 8192;

/** Base64 with the standard alphabet and padding: RFC 4648, section 4. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += MAX_ARGUMENTS) {
    binary += String.fromCharCode(...bytes.subarray(at, at + MAX_ARGUMENTS));
  }
  return btoa(binary);
}

/** The six bits of the character at `index`, which must be of the standard alphabet. */
function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  const digit = DIGIT_OF_CODE[code] ?? NOT_A_DIGIT;
  if (digit === NOT_A_DIGIT) throw new BadBase64Error(describeStranger(code, index));
  return digit;
}

function describeStranger(code: number, index: number): string {
  return `character ${index + 1} after the version is U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function paddingLength(text: string): number {
  if (text.length === 0 || text.length % 4 !== 0) {
    throw new BadBase64Error(`its length after the version is ${text.length}, not a multiple of 4`);
  }
  if (!text.endsWith('=')) return 0;
  return text.endsWith('==') ? 2 : 1;
}

/**
 * Decodes `text` from `offset` on, strictly: the standard alphabet, full padding and zero unused bits, so that no two
 * texts are the same token. RFC 4648, sections 3.5 and 4. Throws `bad_base64`.
 */
export function decodeBase64(text: string, offset: number): Uint8Array {
  const body = text.slice(offset);
  const padding = paddingLength(body);
  const digitCount = body.length - padding;
  const bytes = new Uint8Array((body.length / 4) * 3 - padding);
  let bits = 0;
  let bitCount = 0;
  let length = 0;
  for (let i = 0; i < digitCount; i += 1) {
    bits = ((bits << 6) | digitAt(body, i)) & 0xffff;
    bitCount += 6;
    if (bitCount >= 8) {
      bitCount -= 8;
      bytes[length] = bits >>> bitCount;
      length += 1;
    }
  }
  if ((bits & ((1 << bitCount) - 1)) !== 0) {
    throw new BadBase64Error('its last character has bits that no encoder sets');
  }
  return bytes;
}
