import { errors, jwtVerify, type JWTVerifyOptions } from 'jose';
import { TokenRequestError } from '../../errors.js';
import type { Caller } from '../caller.js';
import { JwtExpiredError, JwtRefusedError } from '../errors.js';
import { checkClaims } from './check-claims.js';
import { copyClaims } from './copy-claims.js';
import type { IssuerKeys } from './issuer-keys.js';
import type { IssuerRules } from './jwt-issuer.js';
import { readScopes } from './read-scopes.js';

/** An issuer and its keys, which are never asked about JWTs of another. */
export interface KnownIssuer {
  readonly rules: IssuerRules;
  readonly keys: IssuerKeys;
}

/** A caller, and until when its JWT is good. */
export interface VerifiedJwt {
  readonly caller: Caller;
  /** Unix seconds. */
  readonly expiresAt: number;
}

function toOptions(rules: IssuerRules, now: number): JWTVerifyOptions {
  const { issuer, audiences, audienceClaim, algorithms, maxTokenAgeSeconds } = rules;
  return {
    issuer,
    algorithms: [...algorithms],
    requiredClaims: ['sub', 'exp'],
    currentDate: new Date(now * 1000),
    clockTolerance: rules.clockToleranceSeconds,
    ...(audienceClaim === 'aud' && { audience: [...audiences] }),
    ...(maxTokenAgeSeconds !== undefined && { maxTokenAge: maxTokenAgeSeconds }),
  };
}

/** jose says what is wrong in words that hold nothing of the JWT; a key that is not usable says so by other errors. */
function toRefusal(error: unknown): unknown {
  if (error instanceof TokenRequestError) return error;
  if (error instanceof errors.JWTExpired) return new JwtExpiredError();
  const reason = error instanceof errors.JOSEError ? error.message : 'its key cannot be used';
  return new JwtRefusedError(reason);
}

async function verifySignature(
  text: string,
  { rules, keys }: KnownIssuer,
  now: number,
): ReturnType<typeof jwtVerify> {
  try {
    return await jwtVerify(
      text,
      (header, token) => keys.find(header, token),
      toOptions(rules, now),
    );
  } catch (error) {
    throw toRefusal(error);
  }
}

/** The end of a JWT that has no other: by `exp`, and by its age where that is limited. */
function endOf({ exp = 0, iat }: { exp?: number; iat?: number }, rules: IssuerRules): number {
  const { maxTokenAgeSeconds } = rules;
  return maxTokenAgeSeconds === undefined ? exp : Math.min(exp, (iat ?? 0) + maxTokenAgeSeconds);
}

/**
 * The caller that a JWT of this issuer proves. `now` is Unix seconds. Throws `jwt_refused`, `jwt_expired` and
 * `issuer_unreachable`.
 */
export async function verifyJwt(
  text: string,
  issuer: KnownIssuer,
  now: number,
): Promise<VerifiedJwt> {
  const { rules } = issuer;
  const { payload, protectedHeader } = await verifySignature(text, issuer, now);
  const claims = copyClaims(payload);
  const id = checkClaims(claims, rules, now);
  const caller: Caller = {
    kind: 'jwt',
    id,
    issuer: rules.issuer,
    scopes: readScopes(claims, rules.scopesPaths),
    claims,
    appIds: rules.appIds,
    credential: protectedHeader.kid,
  };
  return { caller, expiresAt: endOf(payload, rules) };
}
