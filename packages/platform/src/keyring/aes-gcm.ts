import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** What AES-256 takes. */
export const KEY_BYTES = 32;
/** NIST SP 800-38D, section 8.2.2: a random nonce of 96 bits. */
export const NONCE_BYTES = 12;
/** NIST SP 800-38D, section 8.3: so many random nonces may be used with one key. */
export const MAX_SEALS_OF_KEY: number = 2 ** 32;
const TAG_BYTES = 16;

/** What a key and a nonce encrypt. */
export interface SealOptions {
  /** 32 bytes. */
  readonly key: KeyObject;
  /** 12 bytes, never used before with this key. */
  readonly nonce: Uint8Array;
  /** Proven, not encrypted: where the text belongs. */
  readonly place: string;
}

/** The nonce, the encrypted bytes and the tag, in this order. */
export function sealBytes(plain: Uint8Array, { key, nonce, place }: SealOptions): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What `sealBytes` was given; undefined where the bytes, the key or the place are others. */
export function openBytes(
  sealed: Uint8Array,
  { key, place }: Omit<SealOptions, 'nonce'>,
): Buffer | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  // Counter mode: all of it comes here. What `final` does not prove must not stay in memory.
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
    return plain;
  } catch {
    plain.fill(0);
    return undefined;
  }
}
