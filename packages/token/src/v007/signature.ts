import { hmacSha256 } from '../hmac/hmac-sha256.js';
import type { Certificate } from '../parse-project.js';

function uint32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** What goes into the signing key beside the certificate. */
export interface SigningKeyParts {
  readonly issuedAt: number;
  readonly salt: number;
}

/**
 * The signature of format 007, 32 bytes, over `signedBytes` exactly as they are sent. Issue time and salt are the keys
 * of the two derivation steps, and the certificate, as text, is the first message.
 */
export function computeSignature(
  certificate: Certificate,
  { issuedAt, salt }: SigningKeyParts,
  signedBytes: Uint8Array,
): Uint8Array {
  const timeKey = hmacSha256(uint32Bytes(issuedAt), asciiBytes(certificate));
  const signingKey = hmacSha256(uint32Bytes(salt), timeKey);
  return hmacSha256(signingKey, signedBytes);
}
