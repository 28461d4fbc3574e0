import { matchExpectation } from './check-expectation.js';
import {
  DuplicateServiceError,
  ExpiredTokenError,
  InvalidOptionError,
  NotYetValidError,
  UnknownServiceError,
  WrongAppIdError,
} from './errors.js';
import {
  CLOCK_TOLERANCE_SECONDS,
  isOver,
  isTooEarly,
  parseJudgingTime,
  type JudgingTime,
} from './judging-time.js';
import { findSigner, parseLiveCertificates, type LiveCertificates } from './live-certificates.js';
import { parseExpectation } from './parse-expectation.js';
import { checkOptions, parseFlag } from './parse-flag.js';
import { parseAppId } from './parse-project.js';
import type {
  ExpectationOf,
  ServiceName,
  ServiceNamed,
  TokenService,
} from './services/service-table.js';
import { decodeToken } from './v007/decode.js';
import { MAX_CONTENT_BYTES } from './v007/envelope.js';
import { isSignedWith } from './v007/signature.js';
import type { TokenClaims } from './v007/token-claims.js';

/** What `verifyToken` takes. */
export interface VerifyTokenOptions<Name extends ServiceName = ServiceName> {
  /** The project that the token must be of: 32 hex characters, compared as text. */
  readonly appId: string;
  /** The project's live App Certificates: the primary, then the secondary if there is one. */
  readonly certificates: readonly string[];
  /** The time to judge by, Unix seconds. Default: the system clock. */
  readonly now?: number | undefined;
  /** How far the clocks may differ, in seconds from 0 on. Default 60, in strict mode 0. */
  readonly clockToleranceSeconds?: number | undefined;
  /** What the token must open. Without it, only signature and time are checked. */
  readonly expect?: ExpectationOf<Name> | undefined;
  /** Refuse services that are not known here, and several services of one type. Default: accept them. */
  readonly strict?: boolean | undefined;
  /** The most bytes to inflate. Default 65536. */
  readonly maxContentBytes?: number | undefined;
}

/** A token that was proven: signed by a live certificate of the project, and in its time. */
export interface VerifiedToken<Service extends TokenService = TokenService> extends TokenClaims {
  /** Always true. */
  readonly verified: true;
  /** Which of the given certificates signed it: after a rotation, `secondary` shows who still uses the old one. */
  readonly signedWith: 'primary' | 'secondary';
  /** The service entry that has all that was expected. Present where `expect` was given. */
  readonly matchedService?: Service;
}

/** A token that was proven to open what was expected. */
export interface MatchedToken<
  Service extends TokenService = TokenService,
> extends VerifiedToken<Service> {
  /** The service entry that has all that was expected. */
  readonly matchedService: Service;
}

function parseContentLimit(maxContentBytes: number | undefined): number {
  if (maxContentBytes === undefined) return MAX_CONTENT_BYTES;
  if (Number.isInteger(maxContentBytes) && maxContentBytes > 0) return maxContentBytes;
  throw new InvalidOptionError('maxContentBytes must be a whole number from 1 on');
}

/**
 * Some builders were called with App ID and certificate in each other's place. Then the token shows the certificate to
 * everyone, and the message must not.
 */
function refuseAppId(found: string, { primary, secondary }: LiveCertificates): WrongAppIdError {
  const isCertificate = [primary, secondary].some(
    (certificate) => certificate?.toLowerCase() === found.toLowerCase(),
  );
  return new WrongAppIdError(isCertificate ? undefined : found);
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
function checkTime({ issuedAt, expiresAt }: TokenClaims, time: JudgingTime): void {
  if (isTooEarly(issuedAt, time)) throw new NotYetValidError(issuedAt, time.now);
  if (isOver(expiresAt, time)) throw new ExpiredTokenError(expiresAt, time.now);
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
 * `invalid_channel`, `invalid_uid`, `invalid_account`, `invalid_user_id`, `invalid_privilege`.
 */
export function verifyToken<Name extends ServiceName>(
  token: string,
  options: VerifyTokenOptions<Name> & { readonly expect: ExpectationOf<Name> },
): MatchedToken<ServiceNamed<Name>>;
export function verifyToken(token: string, options: VerifyTokenOptions): VerifiedToken;
export function verifyToken(token: string, options: VerifyTokenOptions): VerifiedToken {
  checkOptions('verifyToken', options);
  const isStrict = parseFlag('strict', options.strict);
  const appId = parseAppId(options.appId);
  const certificates = parseLiveCertificates(options.certificates);
  const { now, clockToleranceSeconds = isStrict ? 0 : CLOCK_TOLERANCE_SECONDS } = options;
  const time = parseJudgingTime(now, clockToleranceSeconds);
  const maxContentBytes = parseContentLimit(options.maxContentBytes);
  const expectation = options.expect === undefined ? undefined : parseExpectation(options.expect);

  const decoded = decodeToken(token, maxContentBytes);
  const { claims, content } = decoded;
  if (claims.appId !== appId) throw refuseAppId(claims.appId, certificates);
  const signedWith = findSigner(certificates, (certificate) =>
    isSignedWith(certificate, claims, content),
  );
  if (isStrict) checkServicesAreKnownAndSingle(claims);
  checkTime(claims, time);
  // What is copied comes last: engines do that many times as fast.
  if (expectation === undefined) return { verified: true, signedWith, ...claims };
  const match = matchExpectation(claims.services, expectation, time);
  if (match.kind === 'refused') throw match.error;
  return { verified: true, signedWith, matchedService: match.service, ...claims };
}
