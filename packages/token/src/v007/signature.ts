import { hmacSha256 } from '../hmac/hmac-sha256.js';
import type { Certificate } from '../parse-project.js';

function uint32Bytes(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}

function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** What goes into the signing key, beside the certificate. */
export interface SigningKeyParts {
  /** Unix seconds; the key of the first step. */
  readonly issuedAt: number;
  /** The key of the second step. */
  readonly salt: number;
}

/** A derived key that is kept, because many tokens share certificate and second. */
interface TimeKey {
  readonly certificate: Certificate;
  readonly issuedAt: number;
  readonly key: Uint8Array;
}

/** One place for each second of the last minute or so: what clients fetch, they show soon after. */
const TIME_KEY_PLACES = 64;
const timeKeys: (TimeKey | undefined)[] = [];

/** The first step of the key derivation. */
function deriveTimeKey(certificate: Certificate, issuedAt: number): Uint8Array {
  const place = issuedAt % TIME_KEY_PLACES;
  const kept = timeKeys[place];
  if (kept?.issuedAt === issuedAt && kept.certificate === certificate) return kept.key;
  const key = hmacSha256(uint32Bytes(issuedAt), asciiBytes(certificate));
  timeKeys[place] = { certificate, issuedAt, key };
  return key;
}

/**
 * The signature of format 007, 32 bytes, over `signedBytes` exactly as they are sent:
 *
 *     timeKey    = HMAC(key: issue time, message: certificate)
 *     signingKey = HMAC(key: salt, message: timeKey)
 *     signature  = HMAC(key: signingKey, message: signedBytes)
 *
 * Issue time and salt are the keys, four little-endian bytes each, and the certificate is a message: its text, so that
 * `ABC…` and `abc…` sign differently although both write the same number. A verifier must pass on the bytes that it
 * received, never what it would write itself: other orders of services and privileges are as valid.
 */
export function computeSignature(
  certificate: Certificate,
  { issuedAt, salt }: SigningKeyParts,
  signedBytes: Uint8Array,
): Uint8Array {
  const signingKey = hmacSha256(uint32Bytes(salt), deriveTimeKey(certificate, issuedAt));
  return hmacSha256(signingKey, signedBytes);
}
