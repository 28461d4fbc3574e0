import { encodeBase64 } from '../../base64.js';
import type { BodyDigest } from '../../request.js';

/** The value of Content-Digest for this digest: RFC 9530, section 2. */
export function formatContentDigest({ sha256 }: BodyDigest): string {
  return `sha-256=:${encodeBase64(sha256)}:`;
}
