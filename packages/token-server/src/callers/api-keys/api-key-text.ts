import { sha256 } from '@stagedoor/token/sha256';
import { ApiKeyMalformedError } from '../errors.js';
import { API_KEY_PREFIX } from '../read-credential.js';
import { encodeBase62, encodeBase62Number } from './base62.js';
import { crc32 } from './crc32.js';

const ID_BYTES = 7;
const ID_LENGTH = 10;
const SECRET_BYTES = 32;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

const KEY = /^sd_(?<id>[0-9A-Za-z]{10})_[0-9A-Za-z]{49}$/;

const UTF8 = /* @__PURE__ */ new TextEncoder();

const HEX_BYTES: readonly string[] = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

/** Finds typing errors and cut-off keys without a look at any directory; it proves nothing. */
const computeChecksum = (text: string): string =>
  encodeBase62Number(crc32(UTF8.encode(text)), CHECKSUM_LENGTH);

/** Random bytes from a secure source. */
export type RandomBytes = (size: number) => Uint8Array;

/** A new ID for a key: 10 letters and digits, of 56 random bits. */
export function drawApiKeyId(randomBytes: RandomBytes): string {
  return encodeBase62(randomBytes(ID_BYTES), ID_LENGTH);
}

/**
 * A new key for an ID: `sd_<ID>_<secret><checksum>`, 63 characters. The secret is 43 letters and digits of 256 random
 * bits, the checksum 6 of the CRC-32 of what stands before it.
 */
export function drawApiKeyText(keyId: string, randomBytes: RandomBytes): string {
  const text = `${API_KEY_PREFIX}${keyId}_${encodeBase62(randomBytes(SECRET_BYTES), SECRET_LENGTH)}`;
  return text + computeChecksum(text);
}

/** The ID in a key. Throws `api_key_malformed` for what cannot be a key. */
export function parseApiKeyId(text: string): string {
  const id = KEY.exec(text)?.groups?.['id'];
  const end = text.length - CHECKSUM_LENGTH;
  if (id === undefined || computeChecksum(text.slice(0, end)) !== text.slice(end)) {
    throw new ApiKeyMalformedError();
  }
  return id;
}

/** What is kept of a key: SHA-256 as 64 lower-case hex characters. */
export function hashApiKeyText(text: string): string {
  let hex = '';
  for (const byte of sha256(UTF8.encode(text))) hex += HEX_BYTES[byte] ?? '';
  return hex;
}
