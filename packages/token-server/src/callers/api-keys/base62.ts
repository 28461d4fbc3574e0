const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = 62;

/**
 * Bytes as one number, big-endian, in the digits 0-9, A-Z and a-z: `length` of them, which must be enough. Letters and
 * digits alone are one word to a double click and to a search.
 */
export function encodeBase62(bytes: Uint8Array, length: number): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < length; i += 1) {
    text = DIGITS.charAt(Number(value % BigInt(BASE))) + text;
    value /= BigInt(BASE);
  }
  return text;
}

/** The same for an integer from 0 to 2^53 - 1, which is much faster. */
export function encodeBase62Number(value: number, length: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < length; i += 1) {
    text = DIGITS.charAt(rest % BASE) + text;
    rest = Math.floor(rest / BASE);
  }
  return text;
}
