import { quoteValue } from './quote-value.js';

/** Every code of this package. It is never renamed; new ones may come. */
export type TokenErrorCode =
  | 'invalid_app_id'
  | 'invalid_certificate'
  | 'invalid_channel'
  | 'invalid_uid'
  | 'invalid_account'
  | 'invalid_user_id'
  | 'invalid_role'
  | 'invalid_permissions'
  | 'invalid_privilege'
  | 'invalid_expiry'
  | 'expiry_too_long'
  | 'invalid_time'
  | 'invalid_salt'
  | 'invalid_services'
  | 'invalid_option'
  | 'malformed'
  | 'unsupported_version'
  | 'bad_base64'
  | 'inflate_limit'
  | 'truncated'
  | 'trailing_bytes'
  | 'wrong_app_id'
  | 'bad_signature'
  | 'unknown_service'
  | 'duplicate_service'
  | 'not_yet_valid'
  | 'expired'
  | 'service_missing'
  | 'wrong_channel'
  | 'wrong_uid'
  | 'wildcard_channel'
  | 'wildcard_uid'
  | 'privilege_missing'
  | 'privilege_expired';

/**
 * Every failure of this package. Compare `code`, which never changes; the message says what to do next and may be
 * reworded. Each code has a page `docs/errors/<code>.md`. No message holds a certificate, a signature or a token.
 *
 * ```ts
 * if (error instanceof TokenRejectedError) return new Response(error.code, { status: 401 });
 * throw error;
 * ```
 */
export abstract class TokenError extends Error {
  override readonly name: string = 'TokenError';
  /** The stable name of the failure, for programs. */
  abstract readonly code: TokenErrorCode;
}

/**
 * The call cannot be carried out as it is written, whatever the token: a mistake of the program or its configuration.
 */
export abstract class TokenInputError extends TokenError {}

/** The token is not accepted: what a server answers with 401 or 403, and never its own mistake. */
export abstract class TokenRejectedError extends TokenError {}

// ── Input that cannot be used ───────────────────────────────────────────────────────────────────────────────────────

/** The App ID is not 32 hex characters. */
export class InvalidAppIdError extends TokenInputError {
  readonly code = 'invalid_app_id';
  constructor(reason: string) {
    super(`the App ID must be 32 hex characters, but ${reason}; copy it from the project's page`);
  }
}

/** The App Certificate is not 32 hex characters. Its text is never in the message. */
export class InvalidCertificateError extends TokenInputError {
  readonly code = 'invalid_certificate';
  constructor(reason: string) {
    super(
      `the App Certificate must be 32 hex characters, but ${reason}; copy it from the project's page, and do not take the customer secret for it`,
    );
  }
}

/** The channel name is empty, too long, or has a character outside the documented set. */
export class InvalidChannelError extends TokenInputError {
  readonly code = 'invalid_channel';
  constructor(reason: string) {
    super(
      `the channel name ${reason}; it must be 1 to 63 letters, digits, spaces or characters of !#$%&()+-:;<=.>?@[]^_{}|~,`,
    );
  }
}

/** The uid is not an integer from 0 to 4294967295, or there is neither a uid nor an account. */
export class InvalidUidError extends TokenInputError {
  readonly code = 'invalid_uid';
}

/** The user account is not a text of 1 to 255 bytes. */
export class InvalidAccountError extends TokenInputError {
  readonly code = 'invalid_account';
  constructor(reason: string) {
    super(`the account ${reason}; it must be 1 to 255 bytes of UTF-8`);
  }
}

/** The user ID of a service without wildcards is no text of 1 to 64 bytes, and no integer above 0. */
export class InvalidUserIdError extends TokenInputError {
  readonly code = 'invalid_user_id';
  constructor(reason: string) {
    super(
      `the user ID ${reason}; it must be 1 to 64 bytes of UTF-8, or an integer from 1 to 4294967295`,
    );
  }
}

/** The role does not exist in the service. */
export class InvalidRoleError extends TokenInputError {
  readonly code = 'invalid_role';
}

/** The permissions of a Signaling token are not named as they must be. */
export class InvalidPermissionsError extends TokenInputError {
  readonly code = 'invalid_permissions';
  constructor(reason: string) {
    super(`permissions must be like { messageChannels: { read: ['lobby'] } }, but ${reason}`);
  }
}

/** A privilege does not exist in the service, or none is listed, or a role is given as well. */
export class InvalidPrivilegeError extends TokenInputError {
  readonly code = 'invalid_privilege';
}

/** A life is not whole seconds: of a token from 1 on, of a privilege from 0 on. */
export class InvalidExpiryError extends TokenInputError {
  readonly code = 'invalid_expiry';
  constructor(name: string, reason: string) {
    super(`${name} must be whole seconds counted from the issue time, not a date: ${reason}`);
  }
}

/** The life is longer than the 24 hours that the platform honours. */
export class ExpiryTooLongError extends TokenInputError {
  readonly code = 'expiry_too_long';
  constructor(name: string, seconds: number) {
    const likelyDate = seconds > 1_000_000_000 ? ', which looks like a date' : '';
    super(
      `${name} is ${seconds}${likelyDate}, but the platform ends every token after 86400 seconds (24 hours); ask for less and renew, or set allowLongExpiry`,
    );
  }
}

/** An instant is not Unix time in whole seconds. */
export class InvalidTimeError extends TokenInputError {
  readonly code = 'invalid_time';
  constructor(name: string, reason: string) {
    super(`${name} must be Unix time in whole seconds: ${reason}`);
  }
}

/** The salt is not an integer from 0 to 4294967295. */
export class InvalidSaltError extends TokenInputError {
  readonly code = 'invalid_salt';
  constructor(salt: unknown) {
    super(
      `the salt must be an integer from 0 to 4294967295: got ${quoteValue(salt)}; leave it out to have one drawn`,
    );
  }
}

/** There is no service to put into the token, an unknown one, or more than fit. */
export class InvalidServicesError extends TokenInputError {
  readonly code = 'invalid_services';
}

/** The options of `issueToken` or `verifyToken` are none, or one of them cannot be used. */
export class InvalidOptionError extends TokenInputError {
  readonly code = 'invalid_option';
}

// ── Structure: the text is not a token ──────────────────────────────────────────────────────────────────────────────

/** The text cannot be a token, or its content contradicts the format. */
export class MalformedTokenError extends TokenRejectedError {
  readonly code = 'malformed';
  constructor(
    reason: string,
    {
      cause,
      advice = 'check that it arrived unchanged',
    }: { readonly cause?: unknown; readonly advice?: string } = {},
  ) {
    super(`this is no token: ${reason}; ${advice}`, { cause });
  }
}

/** The text is a token of a version that is not read here. */
export class UnsupportedVersionError extends TokenRejectedError {
  readonly code = 'unsupported_version';
  /** `version` is the one that is read where it is thrown. */
  constructor(reason: string, version: '006' | '007' = '007') {
    super(`the token must begin with ${version}, but ${reason}`);
  }
}

/** The part after the version is not strict base64. */
export class BadBase64Error extends TokenRejectedError {
  readonly code = 'bad_base64';
  constructor(reason: string) {
    super(
      `the token is not base64: ${reason}; look for a space where a plus was, URL escapes, quotes, or a part cut off`,
    );
  }
}

/** The content would inflate to more than the limit. */
export class InflateLimitError extends TokenRejectedError {
  readonly code = 'inflate_limit';
  constructor(limitBytes: number) {
    super(
      `the token inflates to more than ${limitBytes} bytes, the limit here; a token of a builder has some hundred`,
    );
  }
}

/** The content ends inside a field. */
export class TruncatedTokenError extends TokenRejectedError {
  readonly code = 'truncated';
  constructor(reason: string) {
    super(`the token is cut short: ${reason}; pass it on whole`);
  }
}

/** Something follows the end of the content. */
export class TrailingBytesError extends TokenRejectedError {
  readonly code = 'trailing_bytes';
  constructor(reason: string) {
    super(`the token goes on after its end: ${reason}; pass it on as it was issued`);
  }
}

// ── Trust: the token is one, but not of this project ────────────────────────────────────────────────────────────────

/** The token names another project. */
export class WrongAppIdError extends TokenRejectedError {
  readonly code = 'wrong_app_id';
  // What was wanted is not in the message: callers pass it on, and some have App ID and certificate mixed up.
  constructor(found: string | undefined) {
    super(
      found === undefined
        ? 'the token holds the App Certificate in the place of the App ID: give them to the builder in their order, and replace the certificate, which everyone can read in the token'
        : `the token is for App ID ${quoteValue(found)}, which is another project's; issue it with this project's App ID`,
    );
  }
}

/** No live certificate of the project signed the token. */
export class BadSignatureError extends TokenRejectedError {
  readonly code = 'bad_signature';
  constructor() {
    super(
      'none of the given certificates signed this token; check that App ID and certificate are of one project, and that the certificate was not replaced',
    );
  }
}

/** Strict mode: the token holds a service that is not known here. */
export class UnknownServiceError extends TokenRejectedError {
  readonly code = 'unknown_service';
  constructor(type: number) {
    super(
      `the token holds service type ${type}, which is not known here; update, or verify without strict`,
    );
  }
}

/** Strict mode: the token holds two services of one type. */
export class DuplicateServiceError extends TokenRejectedError {
  readonly code = 'duplicate_service';
  constructor(service: string) {
    super(
      `the token holds service ${service} twice; issue one token for each, or verify without strict`,
    );
  }
}

// ── Use: the token is the project's, but not for this ───────────────────────────────────────────────────────────────

/** The token was issued in the future. */
export class NotYetValidError extends TokenRejectedError {
  readonly code = 'not_yet_valid';
  /** When the token says that it was issued. */
  readonly issuedAt: number;
  constructor(issuedAt: number, now: number) {
    super(
      `the token was issued at ${issuedAt}, ${issuedAt - now} s after the time here (${now}); set both clocks by NTP, or allow a larger clockToleranceSeconds`,
    );
    this.issuedAt = issuedAt;
  }
}

/** The token is over. */
export class ExpiredTokenError extends TokenRejectedError {
  readonly code = 'expired';
  /** When the token ended. */
  readonly expiredAt: number;
  constructor(expiredAt: number, now: number) {
    super(
      `the token ended at ${expiredAt}, ${now - expiredAt} s ago; ask the token server for a new one`,
    );
    this.expiredAt = expiredAt;
  }
}

/** The token does not open the wanted service. */
export class ServiceMissingError extends TokenRejectedError {
  readonly code = 'service_missing';
  constructor(wanted: string, present: readonly string[]) {
    // Each once: a token can hold thousands.
    const found = [...new Set(present)].join(', ') || 'nothing that is known here';
    super(`the token does not open ${wanted}, it opens ${found}; issue it for ${wanted}`);
  }
}

/** The token is for another channel. */
export class WrongChannelError extends TokenRejectedError {
  readonly code = 'wrong_channel';
  /** `noun` is what the service calls a channel. */
  constructor(found: string, wanted: string, noun = 'channel') {
    super(
      `the token is for ${noun} ${quoteValue(found)}, not ${quoteValue(wanted)}; join the ${noun} it was issued for, or issue it for this one`,
    );
  }
}

/** The token is for another user. */
export class WrongUidError extends TokenRejectedError {
  readonly code = 'wrong_uid';
  constructor(found: string, wanted: string) {
    super(
      `the token is for user ${quoteValue(found)}, not ${quoteValue(wanted)}; join as the user it was issued for, or issue it for this one`,
    );
  }
}

/** The token is for any channel, and the verifier did not allow that. */
export class WildcardChannelError extends TokenRejectedError {
  readonly code = 'wildcard_channel';
  constructor() {
    super(
      'the token is for any channel; issue it for one channel, or verify with allowWildcardChannel',
    );
  }
}

/** The token is for any user, and the verifier did not allow that. */
export class WildcardUidError extends TokenRejectedError {
  readonly code = 'wildcard_uid';
  constructor() {
    super(
      'the token is for any user (uid 0); issue it for one uid, or verify with allowWildcardUid',
    );
  }
}

/** The token lacks the wanted privilege. */
export class PrivilegeMissingError extends TokenRejectedError {
  readonly code = 'privilege_missing';
  constructor(privilege: string) {
    super(
      `the token does not carry the privilege ${privilege}; issue it with a role that has it, or list the privilege`,
    );
  }
}

/** The wanted privilege ended before the token did. */
export class PrivilegeExpiredError extends TokenRejectedError {
  readonly code = 'privilege_expired';
  /** When the privilege ended. */
  readonly expiredAt: number;
  constructor(privilege: string, expiredAt: number, now: number) {
    super(
      `the privilege ${privilege} ended at ${expiredAt}, ${now - expiredAt} s ago; ask the token server for a new token`,
    );
    this.expiredAt = expiredAt;
  }
}
