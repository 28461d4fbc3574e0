import {
  ExpiredTokenError,
  MalformedTokenError,
  PrivilegeExpiredError,
  PrivilegeMissingError,
  WrongAppIdError,
} from '../errors.js';
import { equalInConstantTime } from '../hmac/equal-in-constant-time.js';
import {
  CLOCK_TOLERANCE_SECONDS,
  isOver,
  parseJudgingTime,
  type JudgingTime,
} from '../judging-time.js';
import { findSigner, parseLiveCertificates } from '../live-certificates.js';
import { checkOptions, parseFlag } from '../parse-flag.js';
import { parseAppId, type Certificate } from '../parse-project.js';
import { parseParticularUser } from '../parse-user.js';
import { checkSubject } from './check-subject.js';
import { decodeToken } from './decode.js';
import { MIN_END, SIGNED_OFFSET, SIGNATURE_OFFSET } from './envelope.js';
import { parseSubject, type RtcSubject, type RtmSubject } from './parse-subject.js';
import { parseWantedPrivileges } from './parse-wanted-privileges.js';
import { computeSignature, type SignedParts } from './signature.js';
import type { PrivilegeEnd, Token006Claims, Token006Privilege } from './token-claims.js';

/** What `verifyToken006` takes beside whom the token must be for. */
interface VerifyToken006Parts {
  /** The project that the token must be of: 32 hex characters, compared as text. */
  readonly appId: string;
  /** The project's live App Certificates: the primary, then the secondary if there is one. */
  readonly certificates: readonly string[];
  /** The time to judge by, Unix seconds. Default: the system clock. */
  readonly now?: number | undefined;
  /** How far the clocks may differ, in seconds from 0 on. Default 60. */
  readonly clockToleranceSeconds?: number | undefined;
  /** What must be allowed beside `joinChannel`, or beside `login` for Signaling: these are always needed. */
  readonly privileges?: readonly Token006Privilege[] | undefined;
  /** Accept a token for any user of the channel. Default: refuse it. */
  readonly allowWildcardUid?: boolean | undefined;
}

/**
 * What `verifyToken006` takes: the project, and who is here, a user in a channel or a user of Signaling. The format
 * needs it, because the signature is over names that the token does not hold.
 */
export type VerifyToken006Options = VerifyToken006Parts & (RtcSubject | RtmSubject);

/** A token of format 006 that a live certificate of the project signed, and that is in its time. */
export interface VerifiedToken006 extends Token006Claims {
  /** Always true. */
  readonly verified: true;
  /** Which of the given certificates signed it: after a rotation, `secondary` shows who still uses the old one. */
  readonly signedWith: 'primary' | 'secondary';
}

/** Computes the signature over the message as it came, and compares in constant time. */
function isSignedWith(certificate: Certificate, texts: SignedParts, content: Uint8Array): boolean {
  const signature = computeSignature(certificate, texts, content.subarray(SIGNED_OFFSET));
  return equalInConstantTime(content, SIGNATURE_OFFSET, signature);
}

/** The token's own end, then those of the privileges. */
function checkTimes(
  { expiresAt, privileges }: Token006Claims,
  wanted: readonly string[],
  time: JudgingTime,
): void {
  if (isOver(expiresAt, time)) throw new ExpiredTokenError(expiresAt, time.now);
  const ends: Readonly<Partial<Record<string, PrivilegeEnd>>> = privileges;
  for (const name of wanted) {
    const end = ends[name];
    if (end === undefined) throw new PrivilegeMissingError(name);
    if (isOver(end.expiresAt, time)) {
      throw new PrivilegeExpiredError(name, end.expiresAt, time.now);
    }
  }
}

/**
 * Nothing marks where the signed message begins, either. Whoever cuts off the end of a channel or an account and puts it
 * in front of the message has its length wrong, unless it is a multiple of 6; and then the token's end and its count of
 * privileges become one more privilege. The upper half of that privilege's end is the count, so it is no date.
 */
function checkEndsAreInstants({ privileges }: Token006Claims): void {
  for (const [name, end] of Object.entries(privileges)) {
    const ownExpiresAt = end?.ownExpiresAt ?? 0;
    if (ownExpiresAt === 0 || ownExpiresAt >= MIN_END) continue;
    throw new MalformedTokenError(
      `its privilege ${name} ends at ${ownExpiresAt}, which is a life in seconds, or a part of another field`,
      { advice: 'issue it with ends that are Unix seconds' },
    );
  }
}

/**
 * Proves that a live certificate of the project signed `token`, a token of format 006, for this channel and user (or
 * this user of Signaling), and that it is in its time. Checks in a fixed order (structure, App ID, checksums of channel
 * and user, signature, time, privileges, `malformed` for ends that are no dates) and throws the first failure, so that
 * codes are stable. Channel and user come before the signature, because it is over what the caller says that they are.
 *
 * **What it cannot prove.** The signature is over App ID, channel, user and message with nothing between them, and not
 * over the checksums. The holder of a token for channel `room1` and uid 23 can turn it into one for channel `room12`
 * and uid 3, and nobody can tell that it was not issued so. A token for channel `room1` and any user also becomes one
 * for channel `room` and uid 1. Move to format 007; until then, let channel names end in a character that is not a
 * digit, and join by uid, not by account: then no other split is a channel and a uid. For this flaw the format is an
 * entry of its own, which nobody reaches by accident.
 *
 * `joinChannel` (`login` for Signaling) is always needed: nothing else in the token tells the services apart, and
 * tokens of official builders live for a day, whenever their privileges end.
 *
 * ```ts
 * const { signedWith } = verifyToken006(token, {
 *   appId,
 *   certificates: [primary, secondary],
 *   channel: 'stage-1',
 *   uid: 42,
 *   privileges: ['publishAudioStream'],
 * });
 * ```
 *
 * Throws a `TokenError`. For the token: `malformed`, `unsupported_version`, `bad_base64`, `truncated`,
 * `trailing_bytes`, `wrong_app_id`, `wrong_channel`, `wrong_uid`, `wildcard_uid`, `bad_signature`, `expired`,
 * `privilege_missing`, `privilege_expired`. For the options: `invalid_app_id`, `invalid_certificate`, `invalid_time`,
 * `invalid_option`, `invalid_channel`, `invalid_uid`, `invalid_account`, `invalid_user_id`, `invalid_privilege`.
 */
export function verifyToken006(token: string, options: VerifyToken006Options): VerifiedToken006 {
  checkOptions('verifyToken006', options);
  const allowWildcardUid = parseFlag('allowWildcardUid', options.allowWildcardUid);
  const appId = parseAppId(options.appId);
  const certificates = parseLiveCertificates(options.certificates);
  const { now, clockToleranceSeconds = CLOCK_TOLERANCE_SECONDS } = options;
  const time = parseJudgingTime(now, clockToleranceSeconds);
  const subject = parseSubject(options, parseParticularUser);
  const privileges = parseWantedPrivileges(subject.service, options.privileges);

  const decoded = decodeToken(token);
  const { claims, content } = decoded;
  if (claims.appId !== appId) throw new WrongAppIdError(claims.appId);
  const users = checkSubject(claims, subject, allowWildcardUid);
  const { channel } = subject;
  const signedWith = findSigner(certificates, (certificate) =>
    users.some((uid) => isSignedWith(certificate, { appId, channel, uid }, content)),
  );
  checkTimes(claims, privileges, time);
  checkEndsAreInstants(claims);
  return { verified: true, signedWith, ...claims };
}
