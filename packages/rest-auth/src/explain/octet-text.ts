const UTF8 = new TextEncoder();

/** The UTF-8 octets of a text as characters, one for each: as header values arrive. */
export const toOctetText = (text: string): string =>
  Array.from(UTF8.encode(text), (octet) => String.fromCharCode(octet)).join('');

/** The octets of a text of which each character is one. */
export const fromOctetText = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));
