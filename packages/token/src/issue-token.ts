import { currentTime, drawSalt } from './ambient.js';
import { InvalidServicesError, InvalidTimeError } from './errors.js';
import { fingerprintContent } from './fingerprint-token.js';
import { MAX_UINT32 } from './limits.js';
import { checkOptions, parseFlag } from './parse-flag.js';
import { parseLife, parseSalt } from './parse-life.js';
import { type Certificate, parseAppId, parseCertificate } from './parse-project.js';
import { parseUnixSeconds } from './parse-unix-seconds.js';
import { parseGrant } from './services/parse-grant.js';
import type { ServiceGrant } from './services/service-table.js';
import {
  encodeToken,
  packContent,
  signContent,
  type SignedContent,
  type WireService,
} from './v007/encode.js';

/** What `issueToken` takes. */
export interface IssueTokenOptions {
  /** The project's App ID: 32 hex characters, letter case kept. */
  readonly appId: string;
  /** A live App Certificate of the project: 32 hex characters. Never leaves the server, is never in an error. */
  readonly certificate: string;
  /** What the token opens, at least one: `[rtc({ … })]`. */
  readonly services: readonly ServiceGrant[];
  /** The token's life in seconds, 1 to 86400 (24 hours, which the platform does not exceed). */
  readonly expiresInSeconds: number;
  /** When the token begins, Unix seconds. Default: the system clock. */
  readonly issuedAt?: number | undefined;
  /** A number that makes equal tokens differ, 0 to 4294967295. Default: drawn from the secure random source. */
  readonly salt?: number | undefined;
  /** Allow a life above 24 hours, for platforms that honour it. */
  readonly allowLongExpiry?: boolean | undefined;
}

/** All grants, ascending by type as every builder writes them; those of one type keep their order. */
function toWireServices(
  grants: readonly ServiceGrant[],
  allowLong: boolean,
): readonly WireService[] {
  const given: unknown = grants;
  if (!Array.isArray(given) || given.length === 0) {
    throw new InvalidServicesError(
      'a token must open at least one service: services: [rtc({ … })]',
    );
  }
  const services = [...grants].map((grant) => parseGrant(grant, allowLong));
  return services.toSorted((a, b) => a.type - b.type);
}

/** The field for the issue time has 32 bits. */
function parseIssuedAt(value: number): number {
  const issuedAt = parseUnixSeconds('issuedAt', value);
  if (issuedAt > MAX_UINT32)
    throw new InvalidTimeError('issuedAt', `${value} is after the year 2106`);
  return issuedAt;
}

/**
 * Issues a token of format 007: the text that a client shows to join.
 *
 * Synchronous and pure but for two defaults, `issuedAt` from the system clock and `salt` from the secure random source;
 * with both given, equal input gives the equal token.
 *
 * ```ts
 * const token = issueToken({
 *   appId,
 *   certificate,
 *   services: [rtc({ channel: 'stage-1', uid: 42, role: 'publisher' })],
 *   expiresInSeconds: 3600,
 * });
 * ```
 *
 * Throws a `TokenError` with one of the codes `invalid_app_id`, `invalid_certificate`, `invalid_services`,
 * `invalid_channel`, `invalid_uid`, `invalid_account`, `invalid_user_id`, `invalid_role`, `invalid_privilege`,
 * `invalid_permissions`, `invalid_expiry`, `expiry_too_long`, `invalid_time`, `invalid_salt`, `invalid_option`.
 */
export function issueToken(options: IssueTokenOptions): string {
  const { info, certificate } = parseOptions(options, 'issueToken');
  return encodeToken(info, certificate);
}

/** A token and its short name. */
export interface FingerprintedToken {
  readonly token: string;
  /** What `fingerprintToken` gives for it. */
  readonly fingerprint: string;
}

/**
 * `issueToken` and `fingerprintToken` in one, for servers that write down what they issue: the token need not be read again.
 * Throws as `issueToken` does.
 */
export function issueFingerprintedToken(options: IssueTokenOptions): FingerprintedToken {
  const { info, certificate } = parseOptions(options, 'issueFingerprintedToken');
  const content = signContent(info, certificate);
  return { fingerprint: fingerprintContent(content), token: packContent(content) };
}

function parseOptions(
  options: IssueTokenOptions,
  name: string,
): { readonly info: SignedContent; readonly certificate: Certificate } {
  checkOptions(name, options);
  const allowLong = parseFlag('allowLongExpiry', options.allowLongExpiry);
  const certificate = parseCertificate(options.certificate);
  const info = {
    appId: parseAppId(options.appId),
    services: toWireServices(options.services, allowLong),
    expiresInSeconds: parseLife('expiresInSeconds', options.expiresInSeconds, {
      fromSeconds: 1,
      allowLong,
    }),
    issuedAt: parseIssuedAt(options.issuedAt === undefined ? currentTime() : options.issuedAt),
    salt: options.salt === undefined ? drawSalt() : parseSalt(options.salt),
  };
  return { info, certificate };
}
