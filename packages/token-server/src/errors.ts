/** What there is to say of a refusal beside its message. */
export interface TokenRequestErrorOptions {
  readonly cause?: unknown;
  /** For the operator's log: says more than the caller is told. */
  readonly detail?: string | undefined;
  /** When it is of use to ask again, seconds from now. */
  readonly retryAfterSeconds?: number | undefined;
}

/**
 * Why a request for a token was refused, beside the `TokenError`s of `@stagedoor/token`. Compare `code`, which never
 * changes; each has a page `docs/errors/<code>.md`. `status` is the HTTP status that goes with it, `message` is what the
 * caller is told.
 */
export abstract class TokenRequestError extends Error {
  override readonly name: string = 'TokenRequestError';
  /** The stable name of the failure, for programs. */
  abstract readonly code: string;
  /** The HTTP status of the answer. */
  readonly status: number = 400;
  /** What the operator's log says in the place of the message. */
  readonly detail: string | undefined;
  /** When it is of use to ask again, seconds from now. */
  readonly retryAfterSeconds: number | undefined;
  constructor(message: string, options: TokenRequestErrorOptions = {}) {
    super(message, options);
    this.detail = options.detail;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The body is larger than the server reads. */
export class BodyTooLargeError extends TokenRequestError {
  readonly code = 'body_too_large';
  override readonly status = 413;
  constructor(maxBodyBytes: number) {
    super(`the body is larger than ${maxBodyBytes} bytes; send only what the route asks for`);
  }
}

/** The connection ended before the body did. */
export class BodyIncompleteError extends TokenRequestError {
  readonly code = 'body_incomplete';
  constructor(options: { readonly cause: unknown }) {
    super('the connection ended before the body did; send the request again', options);
  }
}

/** Something read the body before the token server could. */
export class BodyAlreadyReadError extends TokenRequestError {
  readonly code = 'body_already_read';
  override readonly status = 500;
  constructor() {
    super('the server failed; ask again later', {
      detail:
        'the body was read before it came here; let the token server have requests before body parsers do',
    });
  }
}

/** The body is not a JSON object in UTF-8. */
export class InvalidJsonError extends TokenRequestError {
  readonly code = 'invalid_json';
  constructor(reason: string, options?: { readonly cause: unknown }) {
    super(`the body must be a JSON object: ${reason}`, options);
  }
}

/** A field is not there. */
export class MissingFieldError extends TokenRequestError {
  readonly code = 'missing_field';
  constructor(field: string) {
    super(`the field ${field} is missing`);
  }
}

/** A field is there twice, perhaps in different letter case: which of the two is meant cannot be known. */
export class RepeatedFieldError extends TokenRequestError {
  readonly code = 'repeated_field';
  constructor(field: string) {
    super(`the field ${field} is there twice, letter case aside; send it once`);
  }
}

/** A field has another JSON type than it must have. */
export class WrongFieldTypeError extends TokenRequestError {
  readonly code = 'wrong_field_type';
  constructor(field: string, wanted: string, found: string) {
    super(`the field ${field} has the wrong type: it must be a ${wanted}, this one is a ${found}`);
  }
}

/** The role has no meaning in this contract. */
export class UnknownRoleError extends TokenRequestError {
  readonly code = 'unknown_role';
  constructor(role: number) {
    super(`the role ${role} is not known; 1 publishes, 2 subscribes`);
  }
}

/** There is no such route, or not by this method. */
export class RouteNotFoundError extends TokenRequestError {
  readonly code = 'route_not_found';
  override readonly status: number;
  /** By which the path can be called. */
  readonly allowedMethods: readonly string[];
  constructor(allowedMethods: readonly string[]) {
    super(
      allowedMethods.length === 0
        ? 'nothing is here; ask with POST /v1/token'
        : `this address is called by ${allowedMethods.join(' or ')}`,
    );
    this.allowedMethods = allowedMethods;
    this.status = allowedMethods.length === 0 ? 404 : 405;
  }
}

/** Nothing in the request proves who calls. */
export class CallerMissingError extends TokenRequestError {
  readonly code = 'caller_missing';
  override readonly status = 401;
  constructor() {
    super('say who calls: send an API key or a JWT as Authorization: Bearer …');
  }
}

/** No rule of the policy grants what was asked for. */
export class NotGrantedError extends TokenRequestError {
  readonly code = 'not_granted';
  override readonly status = 403;
  constructor(detail: string) {
    super('the policy of this server does not grant this caller what it asks for', { detail });
  }
}

/** The server has no such project, or not for this caller. */
export class ProjectNotServedError extends TokenRequestError {
  readonly code = 'project_not_served';
  override readonly status = 403;
  constructor(detail: string) {
    super('this server has no such project for this caller', { detail });
  }
}

/** Too many requests of one caller, of one client, or for one user. */
export class TooManyTokenRequestsError extends TokenRequestError {
  readonly code = 'too_many_token_requests';
  override readonly status = 429;
  constructor(detail: string, retryAfterSeconds: number) {
    super(`too many requests; ask again in ${retryAfterSeconds} s`, { detail, retryAfterSeconds });
  }
}

/** The server failed, or what it stands on. Of the cause, the caller learns nothing. */
export class ServerFailedError extends TokenRequestError {
  readonly code = 'internal_error';
  override readonly status = 500;
  constructor(options: { readonly cause: unknown }) {
    super('the server failed; ask again later', options);
  }
}

/** An origin that no browser sends as it is written here, or that says nothing about the page. */
export class InvalidOriginError extends Error {
  override readonly name = 'InvalidOriginError';
  /** The stable name of the failure, for programs. */
  readonly code = 'invalid_origin';
  constructor(origin: string, reason: string) {
    super(
      `the allowed origin ${JSON.stringify(origin)} ${reason}; write it as https://app.example`,
    );
  }
}

/** A trusted proxy that is neither an address nor a network. */
export class InvalidProxyError extends Error {
  override readonly name = 'InvalidProxyError';
  /** The stable name of the failure, for programs. */
  readonly code = 'invalid_proxy';
  constructor(proxy: string) {
    super(
      `the trusted proxy ${JSON.stringify(proxy)} is no address and no network; write 10.0.0.7 or 10.0.0.0/8`,
    );
  }
}
