import { fingerprintToken, type TokenClaims } from '@stagedoor/token';
import type { Token006Claims } from '@stagedoor/token/006';

/** The seconds of 24 hours, after which the platform ends every token, whatever it says: section 2.3 of the format. */
export const TOKEN_LIFE_SECONDS = 86_400;

/** What the platform goes by in a token of either format. */
export interface TokenIdentity {
  /** The same for every text that one token can be packed into, and for no other token. Nothing of it is a secret. */
  readonly identity: string;
  /** 8 hex characters, for logs. */
  readonly fingerprint: string;
  /** Unix seconds. Format 006 does not say it: then 24 hours before its end, which is what every builder writes. */
  readonly issuedAt: number;
  /** The first second in which it is over: its own end, and never more than 24 hours after its issue. Unix seconds. */
  readonly endsAt: number;
}

/**
 * What identifies a token of format 007: the hash of its content, which is signed. The fingerprint alone is short, and with
 * a million revoked tokens an innocent one would meet it now and then; the times and the salt make up for that.
 */
export function identifyToken(token: string, claims: TokenClaims): TokenIdentity {
  const { issuedAt, expiresAt, salt } = claims;
  const fingerprint = fingerprintToken(token);
  return {
    identity: JSON.stringify(['007', issuedAt, expiresAt, salt, fingerprint]),
    fingerprint,
    issuedAt,
    endsAt: Math.min(expiresAt, issuedAt + TOKEN_LIFE_SECONDS),
  };
}

/**
 * The same of format 006. Whoever holds such a token can turn it into another text, for another channel and user, under the
 * same signature; what its message says stays the same, so that goes.
 */
export function identifyToken006(token: string, claims: Token006Claims): TokenIdentity {
  const { expiresAt, salt, privileges } = claims;
  const ends = Object.entries(privileges)
    .map(([name, end]) => [name, end?.ownExpiresAt] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    identity: JSON.stringify(['006', expiresAt, salt, ends]),
    fingerprint: fingerprintToken(token),
    issuedAt: expiresAt - TOKEN_LIFE_SECONDS,
    endsAt: expiresAt,
  };
}
