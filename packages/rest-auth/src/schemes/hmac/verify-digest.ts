import { sha256 } from '@stagedoor/token/sha256';
import { decodeBase64, encodeBase64 } from '../../base64.js';
import { equalInConstantTime } from '../../equal-in-constant-time.js';
import { DigestMismatchError } from '../../errors.js';
import type { BodyDigest, RequestBody } from '../../request.js';

/** The digest of a body, which is computed where the octets are given. */
export function digestOf(body: RequestBody): BodyDigest {
  // Not by its class: test runners have several of the same name.
  return 'sha256' in body ? body : { sha256: sha256(body), byteLength: body.byteLength };
}

const LABEL = 'SHA-256=';

/** The value of the Digest header for this digest: the label in capitals, then standard base64. */
export function formatDigest({ sha256: hash }: BodyDigest): string {
  return `${LABEL}${encodeBase64(hash)}`;
}

/** Throws `digest_mismatch` unless `given`, the value of the Digest header, is exactly that of the body. */
export function verifyDigest(given: string, digest: BodyDigest): void {
  // There is one text for each hash, so comparing octets compares texts.
  const hash = given.startsWith(LABEL) ? decodeBase64(given.slice(LABEL.length)) : undefined;
  if (hash?.length !== 32) {
    throw new DigestMismatchError('it must be SHA-256= in this case, and 44 characters of base64');
  }
  if (equalInConstantTime(hash, digest.sha256)) return;
  throw new DigestMismatchError(
    `the body that arrived has ${digest.byteLength} octets and another hash; hash the very octets that are sent`,
  );
}
