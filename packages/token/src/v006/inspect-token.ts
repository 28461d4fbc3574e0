import { decodeToken } from './decode.js';
import type { Token006Claims } from './token-claims.js';

/** What a token of format 006 says about itself. Anyone can write such a text: nothing here is proven. */
export interface UnverifiedToken006 extends Token006Claims {
  /** Always false: the signature was not checked. */
  readonly verified: false;
}

/**
 * Reads what a token of format 006 says, without proving any of it: for display and for finding faults, never for a
 * decision. Needs no certificate. Channel and user are not in the token; their checksums are, and anyone can write
 * others. A user checksum of 0 means any user, and the privilege `login` means Signaling.
 *
 * ```ts
 * const { appId, expiresAt, privileges, crcChannel, crcUid } = inspectToken006(token);
 * ```
 *
 * Throws a `TokenError` with one of the codes `malformed`, `unsupported_version`, `bad_base64`, `truncated`,
 * `trailing_bytes`.
 */
export function inspectToken006(token: string): UnverifiedToken006 {
  return { verified: false, ...decodeToken(token).claims };
}
