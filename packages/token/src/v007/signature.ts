import { equalInConstantTime } from '../hmac/equal-in-constant-time.js';
import { hmacOfBytes, hmacOfDigest, createKey } from '../hmac/hmac-sha256.js';
import type { Certificate } from '../parse-project.js';
import { SIGNATURE_OFFSET, SIGNED_OFFSET } from './envelope.js';

// One signature is computed at a time.
const key = /* @__PURE__ */ createKey();
const numberKey = /* @__PURE__ */ createKey();

/** A number as the key that its four little-endian bytes are. */
function keyFromNumber(value: number): Int32Array {
  const swapped = ((value << 8) & 0xff00ff00) | ((value >>> 8) & 0x00ff00ff);
  numberKey[0] = (swapped << 16) | (swapped >>> 16);
  return numberKey;
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
  readonly mac: Int32Array;
}

/** One place for each second of the last minute or so: what clients fetch, they show soon after. */
const TIME_KEY_PLACES = 64;
const timeKeys: (TimeKey | undefined)[] = [];

/** The first step of the key derivation. */
function deriveTimeKey(certificate: Certificate, issuedAt: number): Int32Array {
  const place = issuedAt % TIME_KEY_PLACES;
  const kept = timeKeys[place];
  if (kept?.issuedAt === issuedAt && kept.certificate === certificate) return kept.mac;
  const mac = createKey();
  hmacOfBytes(keyFromNumber(issuedAt), asciiBytes(certificate), 0, mac);
  timeKeys[place] = { certificate, issuedAt, mac };
  return mac;
}

/**
 * The signature of format 007, as the first 8 words of an array that is valid until the next call, over `content` from `SIGNED_OFFSET` on, exactly as it is sent:
 *
 *     timeKey    = HMAC(key: issue time, message: certificate)
 *     signingKey = HMAC(key: salt, message: timeKey)
 *     signature  = HMAC(key: signingKey, message: signed bytes)
 *
 * Issue time and salt are the keys, four little-endian bytes each, and the certificate is a message: its text, so that
 * `ABC…` and `abc…` sign differently although both write the same number. A verifier must pass on the bytes that it
 * received, never what it would write itself: other orders of services and privileges are as valid.
 */
export function computeSignature(
  certificate: Certificate,
  { issuedAt, salt }: SigningKeyParts,
  content: Uint8Array,
): Int32Array {
  const timeKey = deriveTimeKey(certificate, issuedAt);
  hmacOfDigest(keyFromNumber(salt), timeKey, key);
  hmacOfBytes(key, content, SIGNED_OFFSET, key);
  return key;
}

/** Whether `certificate` signed what stands in `content`: computed over the bytes as they came, compared in constant time. */
export function isSignedWith(
  certificate: Certificate,
  parts: SigningKeyParts,
  content: Uint8Array,
): boolean {
  const signature = computeSignature(certificate, parts, content);
  return equalInConstantTime(content, SIGNATURE_OFFSET, signature);
}
