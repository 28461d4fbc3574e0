import type { TokenRejectedError } from '@stagedoor/token';
import { TokenRequestError } from '../errors.js';

/** The body has a field that the route does not know: it is misspelt, or meant for another route. */
export class UnknownFieldError extends TokenRequestError {
  readonly code = 'unknown_field';
  constructor(field: string, meant: string | undefined, known: readonly string[]) {
    const hint = meant === undefined ? '' : `did you mean ${meant}? `;
    super(`there is no field ${field} here; ${hint}known are ${known.join(', ')}`);
  }
}

/** The body does not say that it is JSON, which pages of other origins cannot say without being asked. */
export class UnsupportedMediaTypeError extends TokenRequestError {
  readonly code = 'unsupported_media_type';
  override readonly status = 415;
  constructor() {
    super('send the body as JSON, with the header Content-Type: application/json');
  }
}

/** There is no service to open, too many, or one that is not known. */
export class RequestedServicesError extends TokenRequestError {
  readonly code = 'invalid_services';
}

/** The type of token in an address or a body has no meaning in this contract. */
export class UnknownTokenTypeError extends TokenRequestError {
  readonly code = 'unknown_token_type';
  constructor(found: string, known: readonly string[]) {
    super(`the token type is ${found}; it must be one of ${known.join(', ')}`);
  }
}

/** Codes of tokens that are proven, and that are not renewed all the same. */
const FORBIDDEN: ReadonlySet<string> = new Set(['unknown_service', 'wrong_app_id']);

/** The token that is to be renewed is not accepted. `code` is that of the error of `@stagedoor/token`, the cause. */
export class TokenNotRenewableError extends TokenRequestError {
  readonly code: string;
  override readonly status: number;
  constructor(cause: TokenRejectedError) {
    super(cause.message, { cause });
    this.code = cause.code;
    this.status = FORBIDDEN.has(cause.code) ? 403 : 401;
  }
}

/** The token that is to be renewed was revoked. */
export class TokenRevokedError extends TokenRequestError {
  readonly code = 'token_revoked';
  override readonly status = 403;
  constructor(fingerprint: string) {
    super('the token was revoked; ask for a new one', {
      detail: `the token ${fingerprint} was revoked`,
    });
  }
}

/** What the policy gives now is not what the token opens, or is more. */
export class RenewalDiffersError extends TokenRequestError {
  readonly code = 'renewal_differs';
  override readonly status = 403;
  constructor(detail: string) {
    super('this token cannot be renewed as it is; ask for a new one', { detail });
  }
}
