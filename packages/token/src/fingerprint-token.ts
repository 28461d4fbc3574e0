import { sha256 } from './hmac/sha256.js';

const UTF8 = new TextEncoder();
const FINGERPRINT_CHARACTERS = 8;

/**
 * A short name for a token that logs and audit trails can hold in its place: the first 8 hex characters of the SHA-256
 * of its text. Tells tokens apart, and opens nothing.
 */
export function fingerprintToken(token: string): string {
  const bytes = new Uint8Array(token.length * 3);
  const { written } = UTF8.encodeInto(token, bytes);
  const digest = sha256(bytes.subarray(0, written));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.slice(0, FINGERPRINT_CHARACTERS);
}
