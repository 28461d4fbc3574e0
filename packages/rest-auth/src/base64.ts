const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NOT_IN_ALPHABET = 64;

const VALUES: Uint8Array = /* @__PURE__ */ listValues();

/** The six bits of each character, by its code. */
function listValues(): Uint8Array {
  const values = new Uint8Array(128).fill(NOT_IN_ALPHABET);
  for (let i = 0; i < ALPHABET.length; i += 1) values[ALPHABET.charCodeAt(i)] = i;
  return values;
}

/** Standard base64 with padding: RFC 4648, section 4. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function countPadding(text: string): number {
  if (!text.endsWith('=')) return 0;
  return text.endsWith('==') ? 2 : 1;
}

/**
 * The octets of a text that an encoder would write exactly so: the standard alphabet, full padding, no bits under it.
 * Undefined for any other text.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = countPadding(text);
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length - padding; i += 1) {
    const value = VALUES[text.charCodeAt(i)] ?? NOT_IN_ALPHABET;
    if (value === NOT_IN_ALPHABET) return undefined;
    bits = (bits << 6) | value;
    // Of every four characters, each but the first completes an octet.
    const done = i & 3;
    if (done === 0) continue;
    bytes[at] = bits >> (6 - 2 * done);
    at += 1;
  }
  const underPadding = bits & (4 ** padding - 1);
  return underPadding === 0 ? bytes : undefined;
}
