const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The octets of a text that `atob` takes; undefined for any other. */
function decodeBinary(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The octets of base64 in any of its spellings: either alphabet, with or without padding, with line breaks. Undefined
 * for what is none of them.
 */
export function decodeAnyBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/');
  if (digits === '' || !BASE64.test(digits)) return undefined;
  return decodeBinary(digits.replace(/=+$/, ''));
}

/** The octets of pairs of hex digits; undefined for any other text. */
export function decodeHex(text: string): Uint8Array | undefined {
  if (text === '' || !/^(?:[0-9A-Fa-f]{2})+$/.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Lower-case hex, two digits for each octet. */
export const encodeHex = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');

/** The text of UTF-8 octets; undefined where they are none. */
export function decodeUtf8(octets: Uint8Array): string | undefined {
  try {
    return UTF8.decode(octets);
  } catch {
    return undefined;
  }
}
