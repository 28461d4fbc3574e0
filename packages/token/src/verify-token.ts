import { currentTime } from './ambient.js';
import { matchExpectation, type JudgingTime } from './check-expectation.js';
import {
  BadSignatureError,
  DuplicateServiceError,
  ExpiredTokenError,
  InvalidOptionError,
  NotYetValidError,
  UnknownServiceError,
  WrongAppIdError,
} from './errors.js';
import { equalInConstantTime } from './hmac/equal-in-constant-time.js';
import { parseExpectation } from './parse-expectation.js';
import { parseAppId, parseCertificate, type Certificate } from './parse-project.js';
import { parseUnixSeconds } from './parse-unix-seconds.js';
import type { ServiceExpectation, TokenService } from './services/service-table.js';
import { decodeToken, type DecodedToken } from './v007/decode.js';
import { MAX_CONTENT_BYTES } from './v007/envelope.js';
import { computeSignature } from './v007/signature.js';
import type { TokenClaims } from './v007/token-claims.js';

/** How far the clocks of issuer and verifier may differ when the caller does not say. */
const DEFAULT_CLOCK_TOLERANCE_SECONDS = 60;

/** What `verifyToken` takes. */
export interface VerifyTokenOptions {
  /** The project that the token must be of: 32 hex characters, compared as text. */
  readonly appId: string;
  /** The project's live App Certificates: the primary, then the secondary if there is one. */
  readonly certificates: readonly string[];
  /** The time to judge by, Unix seconds. Default: the system clock. */
  readonly now?: number | undefined;
  /** How far the clocks may differ, in seconds from 0 on. Default 60, in strict mode 0. */
  readonly clockToleranceSeconds?: number | undefined;
  /** What the token must open. Without it, only signature and time are checked. */
  readonly expect?: ServiceExpectation | undefined;
  /** Refuse services that are not known here, and several services of one type. Default: accept them. */
  readonly strict?: boolean | undefined;
  /** The most bytes to inflate. Default 65536. */
  readonly maxContentBytes?: number | undefined;
}

/** A token that was proven: signed by a live certificate of the project, and in its time. */
export interface VerifiedToken extends TokenClaims {
  /** Always true. */
  readonly verified: true;
  /** Which of the given certificates signed it: after a rotation, `secondary` shows who still uses the old one. */
  readonly signedWith: 'primary' | 'secondary';
  /** The service entry that has all that was expected. Present where `expect` was given. */
  readonly matchedService?: TokenService;
}

function parseCertificates(certificates: readonly string[]): readonly Certificate[] {
  const given: unknown = certificates;
  if (!Array.isArray(given) || given.length < 1 || given.length > 2) {
    throw new InvalidOptionError(
      'certificates must be a list of the primary certificate and, if there is one, the secondary',
    );
  }
  // A copy, so that holes are seen and a list with a map of its own is not asked.
  return [...certificates].map(parseCertificate);
}

/** A strict verifier allows for no difference between clocks, unless told otherwise. */
function parseTolerance({ clockToleranceSeconds, strict }: VerifyTokenOptions): number {
  if (clockToleranceSeconds === undefined)
    return strict === true ? 0 : DEFAULT_CLOCK_TOLERANCE_SECONDS;
  if (Number.isInteger(clockToleranceSeconds) && clockToleranceSeconds >= 0)
    return clockToleranceSeconds;
  throw new InvalidOptionError('clockToleranceSeconds must be whole seconds from 0 on');
}

function parseContentLimit(maxContentBytes: number | undefined): number {
  if (maxContentBytes === undefined) return MAX_CONTENT_BYTES;
  if (Number.isInteger(maxContentBytes) && maxContentBytes > 0) return maxContentBytes;
  throw new InvalidOptionError('maxContentBytes must be a whole number from 1 on');
}

/** Computes the signature with each certificate over the bytes as they came, and compares in constant time. */
function findSigner(
  decoded: DecodedToken,
  certificates: readonly Certificate[],
): 'primary' | 'secondary' {
  const index = certificates.findIndex((certificate) =>
    equalInConstantTime(
      decoded.signature,
      computeSignature(certificate, decoded.claims, decoded.signedBytes),
    ),
  );
  if (index === -1) throw new BadSignatureError();
  return index === 0 ? 'primary' : 'secondary';
}

/** For strict verifiers: builders before July 2026 could not put a service into a token twice. */
function checkServicesAreKnownAndSingle({ services, unreadServices }: TokenClaims): void {
  if (unreadServices !== undefined) throw new UnknownServiceError(unreadServices.type);
  const seen = new Set<string>();
  for (const { service } of services) {
    if (seen.has(service)) throw new DuplicateServiceError(service);
    seen.add(service);
  }
}

/** The token's own times; those of privileges are part of the expectation. */
function checkTime(
  { issuedAt, expiresAt }: TokenClaims,
  { now, toleranceSeconds }: JudgingTime,
): void {
  if (issuedAt > now + toleranceSeconds) throw new NotYetValidError(issuedAt, now);
  if (now - toleranceSeconds >= expiresAt) throw new ExpiredTokenError(expiresAt, now);
}

/**
 * Proves that a live certificate of the project signed `token`, that it is in its time, and that it opens what is
 * expected. Checks in a fixed order (structure, App ID, signature, strictness, time, service, channel, user,
 * privileges) and throws the first failure, so that codes are stable.
 *
 * ```ts
 * try {
 *   const { matchedService } = verifyToken(token, {
 *     appId,
 *     certificates: [primary, secondary],
 *     expect: { service: 'rtc', channel: 'stage-1', uid: 42, privileges: ['publishAudioStream'] },
 *   });
 * } catch (error) {
 *   if (error instanceof TokenRejectedError) console.warn(error.code, error.message);
 *   else throw error;
 * }
 * ```
 *
 * Throws a `TokenError`. For the token: `malformed`, `unsupported_version`, `bad_base64`, `inflate_limit`, `truncated`,
 * `trailing_bytes`, `wrong_app_id`, `bad_signature`, `unknown_service`, `duplicate_service`, `not_yet_valid`,
 * `expired`, `service_missing`, `wrong_channel`, `wildcard_channel`, `wrong_uid`, `wildcard_uid`, `privilege_missing`,
 * `privilege_expired`. For the options: `invalid_app_id`, `invalid_certificate`, `invalid_time`, `invalid_option`,
 * `invalid_channel`, `invalid_uid`, `invalid_account`, `invalid_privilege`.
 */
export function verifyToken(token: string, options: VerifyTokenOptions): VerifiedToken {
  const appId = parseAppId(options.appId);
  const certificates = parseCertificates(options.certificates);
  const time: JudgingTime = {
    now: options.now === undefined ? currentTime() : parseUnixSeconds('now', options.now),
    toleranceSeconds: parseTolerance(options),
  };
  const maxContentBytes = parseContentLimit(options.maxContentBytes);
  const expectation = options.expect === undefined ? undefined : parseExpectation(options.expect);

  const decoded = decodeToken(token, maxContentBytes);
  const { claims } = decoded;
  if (claims.appId !== appId) throw new WrongAppIdError(claims.appId);
  const signedWith = findSigner(decoded, certificates);
  if (options.strict === true) checkServicesAreKnownAndSingle(claims);
  checkTime(claims, time);
  // What is copied comes last: engines do that many times as fast.
  if (expectation === undefined) return { verified: true, signedWith, ...claims };
  const match = matchExpectation(claims.services, expectation, time);
  if (match.kind === 'refused') throw match.error;
  return { verified: true, signedWith, matchedService: match.service, ...claims };
}
