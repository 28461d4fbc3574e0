import { currentTime, drawSalt } from '../ambient.js';
import { parseSalt } from '../parse-life.js';
import { checkOptions, parseFlag } from '../parse-flag.js';
import { parseAppId, parseCertificate } from '../parse-project.js';
import { parseUnixSeconds } from '../parse-unix-seconds.js';
import { parseUser } from '../parse-user.js';
import { encodeToken } from './encode.js';
import { maxEnd, parseEnd } from './parse-end.js';
import { parsePrivilegeEnds, type RtcGrant006, type RtmGrant006 } from './parse-privilege-ends.js';
import { parseSubject } from './parse-subject.js';

/** What `issueToken006` takes beside the grant. */
interface IssueToken006Parts {
  /** The project's App ID: 32 hex characters, letter case kept. */
  readonly appId: string;
  /** A live App Certificate of the project: 32 hex characters. Never leaves the server, is never in an error. */
  readonly certificate: string;
  /** When the token ends, Unix seconds, at most 24 hours after the issue time. Default: these 24 hours. */
  readonly expiresAt?: number | undefined;
  /** The time to count these 24 hours from, Unix seconds. Not in the token. Default: the system clock. */
  readonly issuedAt?: number | undefined;
  /** A number that makes equal tokens differ, 0 to 4294967295. Default: drawn from the secure random source. */
  readonly salt?: number | undefined;
  /** Allow ends more than 24 hours ahead, for platforms that honour them. */
  readonly allowLongExpiry?: boolean | undefined;
}

/** What `issueToken006` takes: the project, and a user in a channel or a user of Signaling. */
export type IssueToken006Options = IssueToken006Parts & (RtcGrant006 | RtmGrant006);

/**
 * Issues a token of format 006, for clients too old for 007. Use `issueToken` for all others.
 *
 * The format has a flaw that no issuer can mend: its signature covers channel and user with nothing between them, and
 * does not cover their checksums. A token for channel `room1` and uid 23 becomes one for channel `room12` and uid 3
 * by recomputing two checksums, for which no certificate is needed. See `verifyToken006`.
 *
 * All ends are instants. Give `channel` with `uid` (0 for any user) or `account`, and a `role` or `privileges`; or, for
 * Signaling, `userId` alone. The roles 0 (attendee), 1 (publisher) and 101 (admin) of official builders are
 * `publisher` here, and 2 is `subscriber`.
 *
 * ```ts
 * const token = issueToken006({
 *   appId,
 *   certificate,
 *   channel: 'stage-1',
 *   uid: 42,
 *   role: 'publisher',
 *   privilegesExpireAt: now + 3600,
 * });
 * ```
 *
 * Synchronous and pure but for two defaults, `issuedAt` from the system clock and `salt` from the secure random source.
 *
 * Throws a `TokenError` with one of the codes `invalid_app_id`, `invalid_certificate`, `invalid_channel`,
 * `invalid_uid`, `invalid_account`, `invalid_user_id`, `invalid_role`, `invalid_privilege`, `invalid_time`,
 * `expiry_too_long`, `invalid_salt`.
 */
export function issueToken006(options: IssueToken006Options): string {
  checkOptions('issueToken006', options);
  const allowLong = parseFlag('allowLongExpiry', options.allowLongExpiry);
  const certificate = parseCertificate(options.certificate);
  const appId = parseAppId(options.appId);
  const { service, channel, uid } = parseSubject(options, parseUser);
  const issuedAt =
    options.issuedAt === undefined ? currentTime() : parseUnixSeconds('issuedAt', options.issuedAt);
  const limits = { issuedAt, allowLong };
  return encodeToken(
    {
      appId,
      channel,
      uid,
      privileges: parsePrivilegeEnds(service, options, limits),
      expiresAt:
        options.expiresAt === undefined
          ? maxEnd(issuedAt)
          : parseEnd('expiresAt', options.expiresAt, limits),
      salt: options.salt === undefined ? drawSalt() : parseSalt(options.salt),
    },
    certificate,
  );
}
