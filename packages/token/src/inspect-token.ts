import { decodeToken } from './v007/decode.js';
import { MAX_CONTENT_BYTES } from './v007/envelope.js';
import type { TokenClaims } from './v007/token-claims.js';

/** What a token says about itself. Anyone can write such a text: nothing here is proven. */
export interface UnverifiedToken extends TokenClaims {
  /** Always false: the signature was not checked. */
  readonly verified: false;
}

/**
 * Reads what a token says, without proving any of it: for display and for finding faults, never for a decision. Needs
 * no certificate.
 *
 * ```ts
 * const { appId, expiresAt, services } = inspectToken(token);
 * ```
 *
 * Throws a `TokenError` with one of the codes `malformed`, `unsupported_version`, `bad_base64`, `inflate_limit`,
 * `truncated`, `trailing_bytes`.
 */
export function inspectToken(token: string): UnverifiedToken {
  return { verified: false, ...decodeToken(token, MAX_CONTENT_BYTES).claims };
}
