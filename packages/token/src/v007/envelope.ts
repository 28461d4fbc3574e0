/** The first characters of a token of this format. */
export const VERSION = '007';
/** The most bytes that a token's content may have: far above what any builder makes, and what a reader inflates. */
export const MAX_CONTENT_BYTES = 65_536;
/** The longest text that is read at all: content that is only stored, not compressed, takes four thirds of its size. */
export const maxCharacters = (maxContentBytes: number): number =>
  2 * Math.max(maxContentBytes, MAX_CONTENT_BYTES);
/** Bytes of a signature. */
export const SIGNATURE_BYTES = 32;
/** Where it begins in the content: its length is in front. */
export const SIGNATURE_OFFSET = 2;
/** Where that begins which the signature is over: all the rest. */
export const SIGNED_OFFSET: number = SIGNATURE_OFFSET + SIGNATURE_BYTES;
