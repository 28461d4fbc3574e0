import { encodeBase64 } from './base64.js';

const NONCE_BYTES = 16;

/** The system clock in whole Unix seconds: what `now` of a client means when it is not given. */
export const currentTime = (): number => Math.floor(Date.now() / 1000);

/**
 * 128 bits of the system's secure random source in base64url, 22 characters: what `nonce` of a client means when it is not
 * given.
 */
export function drawNonce(): string {
  const text = encodeBase64(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
  return text.replace(/[+/=]/g, (character) => BASE64URL[character] ?? '');
}

/** What RFC 4648, section 5, has in place of the characters that mean something in URLs. */
const BASE64URL: Readonly<Record<string, string>> = { '+': '-', '/': '_' };
