import { TokenRejectedError } from './errors.js';
import { sha256 } from './hmac/sha256.js';
import { byteAt } from './wire/typed-arrays.js';
import { decodeToken } from './v007/decode.js';
import { MAX_CONTENT_BYTES, maxCharacters } from './v007/envelope.js';

const UTF8 = new TextEncoder();
const FINGERPRINT_BYTES = 4;

/** What is the same for every text of one token: its content. A text that is no token stands for itself. */
function identityOf(token: string): Uint8Array {
  try {
    return decodeToken(token, MAX_CONTENT_BYTES).content;
  } catch (error) {
    // A caller without types can pass anything.
    if (typeof token !== 'string' || !(error instanceof TokenRejectedError)) throw error;
    const beginning = token.slice(0, maxCharacters(MAX_CONTENT_BYTES));
    const bytes = new Uint8Array(beginning.length * 3);
    return bytes.subarray(0, UTF8.encodeInto(beginning, bytes).written);
  }
}

/**
 * A short name for a token that logs and audit trails can hold in its place: the first 8 hex characters of the SHA-256
 * of its content, or of the beginning of the text where that is no token. Tells tokens apart, and opens nothing.
 *
 * One token can be packed into different texts, by anyone who holds it: zlib leaves a choice. They have one
 * fingerprint, and one signature; the text alone is no identity for a cache or a deny list.
 *
 * Throws `malformed` for what is no text at all.
 */
export function fingerprintToken(token: string): string {
  return fingerprintContent(identityOf(token));
}

/** The same for what is in a token. */
export function fingerprintContent(content: Uint8Array): string {
  const digest = sha256(content);
  let fingerprint = '';
  for (let i = 0; i < FINGERPRINT_BYTES; i += 1) {
    fingerprint += byteAt(digest, i).toString(16).padStart(2, '0');
  }
  return fingerprint;
}
