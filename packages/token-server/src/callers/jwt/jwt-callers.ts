import { decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose';
import type { Caller, CallerAuthenticator, PresentedRequest } from '../caller.js';
import { JwtIssuerInvalidError, JwtMalformedError, JwtRefusedError } from '../errors.js';
import { readCredential } from '../read-credential.js';
import { checkHeader } from './check-header.js';
import { IssuerKeys, type IssuerKeysPorts } from './issuer-keys.js';
import type { JwtIssuer } from './jwt-issuer.js';
import { parseJwtIssuer } from './parse-jwt-issuer.js';
import { hashJwt, VerifiedCallers } from './verified-callers.js';
import { type KnownIssuer, verifyJwt } from './verify-jwt.js';

const DEFAULT_MAX_JWT_LENGTH = 8192;
const MILLIS_PER_SECOND = 1000;

/** RFC 7515, section 7.1: three parts of base64url. None of them is empty: an unsigned one is no JWT here. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** What `jwtCallers` takes. */
export interface JwtCallersOptions {
  /** At least one. A JWT is judged by the settings and keys of the issuer that it names, and by no other. */
  readonly issuers: readonly JwtIssuer[];
  /** Unix seconds. */
  readonly now: () => number;
  /** Default: that of the runtime. */
  readonly fetch?: typeof fetch | undefined;
  /** A signal that is aborted so many seconds from now. Default: `AbortSignal.timeout`. */
  readonly abortAfter?: ((limitSeconds: number) => AbortSignal) | undefined;
  /** The longest JWT that is looked at, in characters. Default 8192. */
  readonly maxJwtLength?: number | undefined;
}

function knowIssuers(
  issuers: readonly JwtIssuer[],
  ports: IssuerKeysPorts,
): ReadonlyMap<string, KnownIssuer> {
  if (issuers.length === 0) throw new JwtIssuerInvalidError('issuers', 'must be at least one');
  const known = new Map<string, KnownIssuer>();
  for (const [index, settings] of issuers.entries()) {
    const rules = parseJwtIssuer(settings, `issuers[${index}]`);
    if (known.has(rules.issuer)) {
      throw new JwtIssuerInvalidError(`issuers[${index}].issuer`, 'is that of another');
    }
    known.set(rules.issuer, { rules, keys: new IssuerKeys(rules, ports) });
  }
  return known;
}

/** What a JWT says before anything is proven. */
function readUnproven(text: string): JWTPayload {
  try {
    checkHeader(decodeProtectedHeader(text));
    return decodeJwt(text);
  } catch (error) {
    if (error instanceof JwtRefusedError) throw error;
    throw new JwtMalformedError('header and claims must be JSON objects');
  }
}

class JwtCallers implements CallerAuthenticator {
  readonly challenge = 'Bearer';
  readonly #issuers: ReadonlyMap<string, KnownIssuer>;
  readonly #now: () => number;
  readonly #maxJwtLength: number;
  readonly #verified = new VerifiedCallers();

  constructor({ issuers, now, fetch, abortAfter, maxJwtLength }: JwtCallersOptions) {
    this.#now = now;
    this.#maxJwtLength = maxJwtLength ?? DEFAULT_MAX_JWT_LENGTH;
    this.#issuers = knowIssuers(issuers, {
      now,
      // Found when it is called: instrumentation replaces it later.
      fetch: fetch ?? ((...request) => globalThis.fetch(...request)),
      abortAfter: abortAfter ?? ((seconds) => AbortSignal.timeout(seconds * MILLIS_PER_SECOND)),
    });
  }

  authenticate(request: PresentedRequest): Caller | undefined | Promise<Caller> {
    const shown = readCredential(request);
    if (shown?.kind !== 'jwt') return undefined;
    const { text } = shown;
    if (text.length > this.#maxJwtLength) {
      throw new JwtMalformedError(`it is longer than ${this.#maxJwtLength} characters`);
    }
    if (!COMPACT.test(text)) {
      throw new JwtMalformedError('it must be three parts of base64url with dots between them');
    }
    const hash = hashJwt(text);
    return this.#verified.find(hash, this.#now()) ?? this.#verify(text, hash);
  }

  async #verify(text: string, hash: string): Promise<Caller> {
    const { iss } = readUnproven(text);
    const issuer = this.#issuers.get(typeof iss === 'string' ? iss : '');
    if (issuer === undefined) throw new JwtRefusedError('its issuer is none of those configured');
    const now = this.#now();
    const { caller, expiresAt } = await verifyJwt(text, issuer, now);
    this.#verified.keep(hash, caller, { now, expiresAt });
    return caller;
  }
}

/**
 * Callers with JWTs of OpenID Connect issuers, in `Authorization: Bearer`. The ID of the caller is `sub`, its claims are those of
 * the JWT. The keys are found by the issuer's OpenID configuration, kept, and fetched anew when they get old or one is missing.
 *
 * Throws `jwt_issuer_invalid` for settings that cannot be used. Refuses with `jwt_malformed`, `jwt_refused`, `jwt_expired`, and
 * with `issuer_unreachable` where the keys cannot be fetched: that is nobody's fault who calls, and answered with 503.
 */
export function jwtCallers(options: JwtCallersOptions): CallerAuthenticator {
  return new JwtCallers(options);
}
