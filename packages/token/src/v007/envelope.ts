/** The first characters of a token of this format. */
export const VERSION = '007';
/** The most bytes that a token's content may have: far above what any builder makes, and what a reader inflates. */
export const MAX_CONTENT_BYTES = 65_536;
/** The longest text that is read at all. */
export const MAX_TOKEN_CHARACTERS = 1_048_576;
/** Bytes of a signature. */
export const SIGNATURE_BYTES = 32;
