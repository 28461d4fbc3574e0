import { JwtRefusedError } from '../errors.js';
import type { ClaimValue, IssuerRules } from './jwt-issuer.js';

type Claims = Readonly<Record<string, unknown>>;

function isOneOf(claim: unknown, values: readonly ClaimValue[]): boolean {
  const claimed: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return claimed.some((each) => values.some((value) => value === each));
}

function checkClaim(claims: Claims, name: string, values: readonly ClaimValue[]): void {
  if (Object.hasOwn(claims, name) && isOneOf(claims[name], values)) return;
  throw new JwtRefusedError(`the claim ${name} has none of the values that it must have`);
}

function checkTimes({ exp, iat }: Claims, latest: number): void {
  // JSON can have numbers beyond all others, and what never ends cannot be taken back.
  if (!Number.isFinite(exp)) throw new JwtRefusedError('the claim exp is no time');
  if (iat === undefined) return;
  if (typeof iat !== 'number' || !(iat <= latest)) {
    throw new JwtRefusedError('the claim iat is no time, or in the future');
  }
}

/** The longest that OpenID Connect Core 1.0, section 2, lets a subject be. */
const MAX_SUBJECT_LENGTH = 255;

/**
 * What jose does not check of proven claims: that they were not made in the future, that they name a subject, and what the
 * issuer's settings ask for. Returns the subject. Throws `jwt_refused`.
 */
export function checkClaims(claims: Claims, rules: IssuerRules, now: number): string {
  checkTimes(claims, now + rules.clockToleranceSeconds);
  if (rules.audienceClaim !== 'aud') checkClaim(claims, rules.audienceClaim, rules.audiences);
  for (const [name, values] of rules.requiredClaims) checkClaim(claims, name, values);
  const { sub } = claims;
  if (typeof sub === 'string' && sub !== '' && sub.length <= MAX_SUBJECT_LENGTH) return sub;
  throw new JwtRefusedError('the claim sub is no text of 1 to 255 characters');
}
