import { InvalidAuthKeyError } from './errors.js';

/** media-broadcast.md 3: the page says characters, that on URLs says bytes. */
const MAX_KEY_BYTES = 128;

/** The timestamp key as it is kept; undefined for an empty text, which removes it. Throws `invalid_auth_key`. */
export function parseAuthKey(text: string): string | undefined {
  if (text === '') return undefined;
  const octets = Buffer.from(text);
  if (octets.length > MAX_KEY_BYTES) {
    throw new InvalidAuthKeyError(
      `authKey has ${octets.length} bytes: it may have ${MAX_KEY_BYTES}`,
    );
  }
  // Half of a surrogate pair has no bytes of its own, and what is signed are bytes.
  if (octets.toString() !== text) {
    throw new InvalidAuthKeyError('authKey has characters that are not Unicode');
  }
  return text;
}
