/** The first characters of a token of this format. */
export const VERSION = '006';
/** Characters of the App ID, which follows the version as plain text. */
const APP_ID_CHARACTERS = 32;
/** Where the base64 begins: behind version and App ID. */
export const CONTENT_OFFSET: number = VERSION.length + APP_ID_CHARACTERS;
/** The longest text that is read at all: above it no message fits its length field. */
export const MAX_CHARACTERS = 131_072;
/**
 * September 2001, as Unix seconds. No end is before, and no life in seconds is as large: what is smaller, and not 0, is
 * no instant.
 */
export const MIN_END = 1_000_000_000;
/** Bytes of a signature. */
export const SIGNATURE_BYTES = 32;
/** Where it begins in the content: its length is in front. */
export const SIGNATURE_OFFSET = 2;
/** Where the signed message begins: behind the signature, two checksums of four bytes, and its own length. */
export const SIGNED_OFFSET: number = SIGNATURE_OFFSET + SIGNATURE_BYTES + 4 + 4 + 2;
