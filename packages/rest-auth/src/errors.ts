import type { TokenError } from '@stagedoor/token';
import {
  GATEWAY_CONTEXT,
  writeAnswer,
  type AnswerContext,
  type AnswerKind,
  type WireAnswer,
} from './answer.js';

/** Every code of a refused request. It is never renamed; new ones may come. */
export type AuthErrorCode =
  | 'credentials_missing'
  | 'authorization_too_long'
  | 'scheme_not_allowed'
  | 'authorization_malformed'
  | 'algorithm_not_allowed'
  | 'headers_list_invalid'
  | 'coverage_insufficient'
  | 'signed_header_missing'
  | 'signed_header_repeated'
  | 'date_missing'
  | 'date_malformed'
  | 'date_outside_window'
  | 'signature_input_malformed'
  | 'signature_encoding'
  | 'unknown_customer'
  | 'credential_disabled'
  | 'digest_mismatch'
  | 'authority_not_served'
  | 'signature_mismatch'
  | 'wrong_secret'
  | 'token_pair_incomplete'
  | 'unknown_project'
  | 'token_refused'
  | 'secondary_certificate'
  | 'token_life_too_long'
  | 'replayed'
  | 'duplicate_header'
  | 'host_missing'
  | 'target_form'
  | 'message_malformed'
  | 'head_too_large'
  | 'body_too_large'
  | 'replay_store_unavailable';

/** Every failure of this package. Compare `code`; each has a page `docs/errors/<code>.md`. No message holds a secret. */
export abstract class RestAuthError extends Error {
  override readonly name: string = 'RestAuthError';
  /** The stable name of the failure, for programs. */
  abstract readonly code: string;
}

/** The verifier, signer or replay store is not configured as it must be: a mistake of the program, not of the request. */
export class InvalidAuthOptionError extends RestAuthError {
  readonly code = 'invalid_auth_option';
}

/** The replay store in memory has as many signatures as it may. */
export class ReplayStoreFullError extends RestAuthError {
  readonly code = 'replay_store_full';
  constructor(maxEntries: number) {
    super(`${maxEntries} signatures are remembered; raise maxEntries, or share a store`);
  }
}

/** A text that was to be explained is no command of curl, no request of HTTP/1.1 and no entry of a HAR. */
export class PastedRequestUnreadableError extends RestAuthError {
  readonly code = 'pasted_request_unreadable';
  constructor(reason: string) {
    super(
      `the request cannot be read: ${reason}; paste a command of curl, a request of HTTP/1.1, or an entry of a HAR`,
    );
  }
}

/**
 * The request is refused. `code` and `message` are for the operator: the log, the audit trail, the explain tools. What
 * the sender may know is in `answer` and `publicCode`.
 */
export abstract class AuthError extends RestAuthError {
  override readonly name: string = 'AuthError';
  abstract override readonly code: AuthErrorCode;
  readonly #kind: AnswerKind;
  readonly #status: number;
  readonly #publicCode: string | undefined;
  #context: AnswerContext = GATEWAY_CONTEXT;
  #claimedId: string | undefined;

  constructor(kind: AnswerKind, message: string, options: RefusalOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.#kind = kind;
    this.#status = options.status ?? 401;
    this.#publicCode = options.publicCode;
  }

  /** What the sender may know: like `code`, but the same for an unknown customer and a wrong secret. */
  get publicCode(): string {
    return this.#publicCode ?? this.code;
  }

  /** Status, header fields and body to send, in the form of the route family. */
  get answer(): WireAnswer {
    return writeAnswer(this.#kind, this.#status, this.publicCode, this.#context);
  }

  /**
   * The customer ID or App ID that the request names, which is not proven: for counting failures. It is whatever the sender
   * wrote, perhaps a secret in the wrong place, so a log that prints errors does not show it.
   */
  get claimedId(): string | undefined {
    return this.#claimedId;
  }

  /** Says for which route family and schemes the answer is, and whom the request names. The verifier does. */
  setContext(context: AnswerContext, claimedId?: string): void {
    this.#context = context;
    this.#claimedId = claimedId;
  }
}

/** What most refusals leave at its default. */
interface RefusalOptions {
  readonly status?: number;
  readonly publicCode?: string | undefined;
  readonly cause?: unknown;
}

// ── No credential that can be read ──────────────────────────────────────────────────────────────────────────────────

/** There is no credential of a scheme that the operation takes. */
export class CredentialsMissingError extends AuthError {
  readonly code = 'credentials_missing';
  constructor(expected: string) {
    super('missing', `there is no credential; send one of: ${expected}`);
  }
}

/** The Authorization header is longer than a credential can be. */
export class AuthorizationTooLongError extends AuthError {
  readonly code = 'authorization_too_long';
  constructor(byteLength: number, limit: number) {
    super(
      'request',
      `the Authorization header has ${byteLength} octets of at most ${limit}; was a whole block of headers pasted into it?`,
      { status: 400 },
    );
  }
}

/** The scheme of the credential is not one that the operation takes. */
export class SchemeNotAllowedError extends AuthError {
  readonly code = 'scheme_not_allowed';
  constructor(allowed: string) {
    super('unverified', `the scheme of the credential is not taken here; use one of: ${allowed}`);
  }
}

/** The credential does not have the form of its scheme. */
export class AuthorizationMalformedError extends AuthError {
  readonly code = 'authorization_malformed';
  constructor(reason: string) {
    super('unverified', `the Authorization header cannot be read: ${reason}`);
  }
}

// ── What is signed ──────────────────────────────────────────────────────────────────────────────────────────────────

/** The signature is of an algorithm that is not taken. */
export class AlgorithmNotAllowedError extends AuthError {
  readonly code = 'algorithm_not_allowed';
  constructor(reason: string) {
    super('unverified', `the algorithm is not taken: ${reason}`);
  }
}

/** The list of signed headers is not a list of header names, each once. */
export class HeadersListInvalidError extends AuthError {
  readonly code = 'headers_list_invalid';
  constructor(reason: string) {
    super('unverified', `the list of signed headers is not valid: ${reason}`);
  }
}

/** The signature does not cover what it must, so that the rest could be exchanged. */
export class CoverageInsufficientError extends AuthError {
  readonly code = 'coverage_insufficient';
  /** The names that must be covered too. */
  readonly missing: readonly string[];
  constructor(
    missing: readonly string[],
    reason = `the signature must cover ${missing.join(', ')} too: in the list and in what is signed`,
  ) {
    super('unverified', reason);
    this.missing = missing;
  }
}

/** A covered header did not arrive. */
export class SignedHeaderMissingError extends AuthError {
  readonly code = 'signed_header_missing';
  constructor(name: string) {
    super(
      'unverified',
      `the signed header ${name} did not arrive; the HTTP library or a proxy may have dropped it: send it, or take it off the list`,
    );
  }
}

/** A covered header arrived more than once. */
export class SignedHeaderRepeatedError extends AuthError {
  readonly code = 'signed_header_repeated';
  constructor(name: string) {
    super('unverified', `the signed header ${name} arrived more than once; send it once`);
  }
}

/** The signed date header did not arrive. */
export class DateMissingError extends AuthError {
  readonly code = 'date_missing';
  constructor() {
    super(
      'date',
      'the signed date did not arrive; where Date cannot be set, as in browsers, send and list x-date',
    );
  }
}

/** The signed date is not a date of the form that HTTP has for it. */
export class DateMalformedError extends AuthError {
  readonly code = 'date_malformed';
  constructor(name: string, reason: string) {
    super('date', `${name} must be like Sat, 21 Nov 2026 06:30:00 GMT, but ${reason}`);
  }
}

/** The signed date is too far from the clock of the server. */
export class DateOutsideWindowError extends AuthError {
  readonly code = 'date_outside_window';
  /** How far it is off, in seconds: below 0 it lies in the past. NaN where there is no instant to compare. */
  readonly offBySeconds: number;
  constructor(
    name: string,
    offBySeconds: number,
    windowSeconds: number,
    reason: string = describeOffset(offBySeconds, windowSeconds),
  ) {
    super('date', `${name} ${reason}`);
    this.offBySeconds = offBySeconds;
  }
}

function describeOffset(offBySeconds: number, windowSeconds: number): string {
  const direction = offBySeconds < 0 ? 'behind' : 'ahead of';
  return `is ${Math.abs(offBySeconds)} s ${direction} the clock, and at most ${windowSeconds} s are taken; ${adviseClock(offBySeconds)}`;
}

const HALF_HOUR_SECONDS = 1800;
/** How far a clock that is right but shows another zone may be from a half hour. */
const NEAR_SECONDS = 120;

/** Off by a whole or half hour, it is the wrong zone rather than a wrong clock. */
function adviseClock(offBySeconds: number): string {
  const halfHours = Math.round(offBySeconds / HALF_HOUR_SECONDS);
  const isNear = Math.abs(offBySeconds - halfHours * HALF_HOUR_SECONDS) <= NEAR_SECONDS;
  if (isNear && halfHours !== 0 && Math.abs(halfHours) <= 28) {
    return 'if the request is new, that is a time zone: write UTC, not local time under the label GMT';
  }
  return 'synchronise the clock, and sign each request when it is sent';
}

/**
 * Signature-Input or Signature does not have the form of RFC 9421 (status 400), or lacks a parameter that is needed here
 * (status 401).
 */
export class SignatureInputMalformedError extends AuthError {
  readonly code = 'signature_input_malformed';
  constructor(reason: string, status: 400 | 401 = 400) {
    const kind = status === 400 ? 'request' : 'unverified';
    super(kind, `Signature-Input and Signature cannot be used: ${reason}`, { status });
  }
}

/** The signature is not the base64 of as many octets as its algorithm makes. */
export class SignatureEncodingError extends AuthError {
  readonly code = 'signature_encoding';
  constructor(reason: string) {
    super('unverified', `the signature is not the standard base64 of the MAC: ${reason}`);
  }
}

// ── Whose it is ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** No customer has this ID. The sender is told what a wrong secret is told. */
export class UnknownCustomerError extends AuthError {
  readonly code = 'unknown_customer';
  constructor(publicCode: string, kind: AnswerKind = 'mismatch') {
    super(kind, 'no customer has this ID; copy the customer ID, not the App ID', { publicCode });
  }
}

/** The credential is disabled. The sender is told what a wrong secret is told. */
export class CredentialDisabledError extends AuthError {
  readonly code = 'credential_disabled';
  constructor(publicCode: string) {
    super('mismatch', 'the credential is disabled or rotated away; use a live one', { publicCode });
  }
}

/** The request was signed for a host that is not served here. The sender is told that the signature does not match. */
export class AuthorityNotServedError extends AuthError {
  readonly code = 'authority_not_served';
  constructor(authority: string) {
    super(
      'mismatch',
      `the request is for ${authority}, which is not served here; check the base URL`,
      {
        publicCode: 'signature_mismatch',
      },
    );
  }
}

/** No live secret of the customer makes this signature of this request. */
export class SignatureMismatchError extends AuthError {
  readonly code = 'signature_mismatch';
  constructor() {
    super(
      'mismatch',
      'the signature is not of this request with a live secret; `stagedoor request explain` shows both signing strings',
    );
  }
}

/** The customer secret is not a live one. */
export class WrongSecretError extends AuthError {
  readonly code = 'wrong_secret';
  constructor() {
    super('mismatch', 'the customer secret is not a live one of this customer ID');
  }
}

/** The body is not the one that was signed. */
export class DigestMismatchError extends AuthError {
  readonly code = 'digest_mismatch';
  constructor(reason: string) {
    super('mismatch', `the digest is not that of the body: ${reason}`);
  }
}

/** This very signature was used before. */
export class ReplayedError extends AuthError {
  readonly code = 'replayed';
  constructor() {
    super(
      'mismatch',
      'this signature was used before; sign again with a new date or nonce, or send an X-Request-Id and list it',
    );
  }
}

// ── Tokens ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Of the two headers of older clients only one is there. */
export class TokenPairIncompleteError extends AuthError {
  readonly code = 'token_pair_incomplete';
  constructor(missing: string) {
    super(
      'unverified',
      `${missing} is missing; send x-agora-token and x-agora-uid, or Authorization: agora token=<token>`,
    );
  }
}

/** No project has this App ID. The sender is told what is told of a token that another certificate signed. */
export class UnknownProjectError extends AuthError {
  readonly code = 'unknown_project';
  constructor(publicCode: string) {
    super('mismatch', 'no project has this App ID; check the App ID in the path', { publicCode });
  }
}

/** The token is not valid, or not for this operation: `cause` says why. The sender is told its code. */
export class TokenRefusedError extends AuthError {
  readonly code = 'token_refused';
  constructor(cause: TokenError) {
    super('mismatch', `the token is refused: ${cause.message}`, { publicCode: cause.code, cause });
  }
}

/** The secondary certificate signed the token: the REST API takes tokens of the primary one alone. */
export class SecondaryCertificateError extends AuthError {
  readonly code = 'secondary_certificate';
  constructor() {
    super(
      'mismatch',
      'the secondary certificate signed the token; sign tokens for the REST API with the primary one',
    );
  }
}

/** From its issue to its end the token lives longer than is taken. */
export class TokenLifeTooLongError extends AuthError {
  readonly code = 'token_life_too_long';
  /** How long it lives. */
  readonly lifeSeconds: number;
  constructor(lifeSeconds: number, limitSeconds: number) {
    super(
      'mismatch',
      `the token lives for ${lifeSeconds} s of at most ${limitSeconds}; issue it for less and renew it`,
    );
    this.lifeSeconds = lifeSeconds;
  }
}

// ── Messages that are refused whoever sends them ────────────────────────────────────────────────────────────────────

/** A header that must be there at most once is there more often. */
export class DuplicateHeaderError extends AuthError {
  readonly code = 'duplicate_header';
  constructor(name: string) {
    super('request', `${name} arrived more than once; find who adds the second`, { status: 400 });
  }
}

/** HTTP/1.1 without a Host. */
export class HostMissingError extends AuthError {
  readonly code = 'host_missing';
  constructor() {
    super('request', 'there is no Host header', { status: 400 });
  }
}

/** The request line does not have a path as its target, or a method in capitals. */
export class TargetFormError extends AuthError {
  readonly code = 'target_form';
  constructor(reason: string) {
    super('request', `the request line is not fit for signing: ${reason}`, { status: 400 });
  }
}

/** The message contradicts itself, or has characters that no header may have. */
export class MessageMalformedError extends AuthError {
  readonly code = 'message_malformed';
  constructor(reason: string) {
    super('request', `the message is malformed: ${reason}`, { status: 400 });
  }
}

/** The header fields are longer together than they may be. */
export class HeadTooLargeError extends AuthError {
  readonly code = 'head_too_large';
  constructor(byteLength: number, limit: number) {
    super('request', `the header fields have ${byteLength} octets of at most ${limit}`, {
      status: 431,
    });
  }
}

/** The body is longer than the operation takes. */
export class BodyTooLargeError extends AuthError {
  readonly code = 'body_too_large';
  constructor(byteLength: number, limit: number) {
    super('request', `the body has ${byteLength} octets of at most ${limit}`, { status: 413 });
  }
}

/** It cannot be told whether the request is new. */
export class ReplayStoreUnavailableError extends AuthError {
  readonly code = 'replay_store_unavailable';
  constructor(cause: unknown) {
    super(
      'request',
      'the replay store does not answer, so the request cannot be shown to be new; retry',
      {
        status: 503,
        cause,
      },
    );
  }
}
