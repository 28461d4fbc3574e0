import { createHash } from 'node:crypto';

const CUSTOMER_ID = /^[0-9a-f]{32}$/;
const FINGERPRINT_LENGTH = 8;

/**
 * A customer ID that somebody claims, for the audit trail: as it is where it has the form of one, else `#` and the first 8
 * hex characters of its SHA-256. People paste secrets, and whole headers, where an ID belongs.
 */
export function describeClaimedId(claimedId: string): string {
  if (CUSTOMER_ID.test(claimedId)) return claimedId;
  return `#${createHash('sha256').update(claimedId).digest('hex').slice(0, FINGERPRINT_LENGTH)}`;
}
