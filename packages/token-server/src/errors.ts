/**
 * Why a request for a token was refused, beside the `TokenError`s of `@stagedoor/token`. Compare `code`, which never
 * changes; each has a page `docs/errors/<code>.md`. `status` is the HTTP status that goes with it.
 */
export abstract class TokenRequestError extends Error {
  override readonly name: string = 'TokenRequestError';
  /** The stable name of the failure, for programs. */
  abstract readonly code: string;
  /** The HTTP status of the answer. */
  readonly status: 400 | 413 = 400;
}

/** The body is larger than the server reads. */
export class BodyTooLargeError extends TokenRequestError {
  readonly code = 'body_too_large';
  override readonly status = 413;
  constructor(maxBodyBytes: number) {
    super(`the body is larger than ${maxBodyBytes} bytes; send only uid, ChannelName and role`);
  }
}

/** The connection ended before the body did. */
export class BodyIncompleteError extends TokenRequestError {
  readonly code = 'body_incomplete';
  constructor(options: { readonly cause: unknown }) {
    super('the connection ended before the body did; send the request again', options);
  }
}

/** The body is not a JSON object in UTF-8. */
export class InvalidJsonError extends TokenRequestError {
  readonly code = 'invalid_json';
  constructor(reason: string, options?: { readonly cause: unknown }) {
    super(
      `the body must be a JSON object like {"uid": 1234, "ChannelName": "test", "role": 1}: ${reason}`,
      options,
    );
  }
}

/** A field is not there. */
export class MissingFieldError extends TokenRequestError {
  readonly code = 'missing_field';
  constructor(field: string) {
    super(`the field ${field} is missing`);
  }
}

/** A field is there twice, in different letter case: which of the two is meant cannot be known. */
export class RepeatedFieldError extends TokenRequestError {
  readonly code = 'repeated_field';
  constructor(field: string) {
    super(`the field ${field} is there twice, in different letter case; send it once`);
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
