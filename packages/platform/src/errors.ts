/**
 * What the platform refuses or cannot do. Compare `code`, which never changes; each has a page in `docs/errors/`.
 */
export abstract class PlatformError extends Error {
  abstract readonly code: string;
  /** The HTTP status of the answer where a request led to it. */
  abstract readonly status: number;
}

/** The request is right in form and says something that cannot be. The message is for the caller. */
export class InvalidRequestError extends PlatformError {
  readonly code = 'invalid_request';
  readonly status = 400;
}

/** The request names an App ID that no project has. */
export class InvalidAppIdError extends PlatformError {
  readonly code = 'invalid_appid';
  readonly status = 400;

  constructor() {
    super('invalid appid');
  }
}

/** The credential is right and may not do this. */
export class NotEntitledError extends PlatformError {
  readonly code = 'not_entitled';
  readonly status = 401;
}

/** The credential may only read. */
export class ReadOnlyCredentialError extends PlatformError {
  readonly code = 'read_only_credential';
  readonly status = 403;

  constructor() {
    super('this customer credential may only read');
  }
}

/** What the request names is not there, or belongs to another customer. */
export class NotFoundError extends PlatformError {
  readonly code = 'not_found';
  readonly status = 404;
}

/** The project has no entry point of that name. */
export class EntryPointNotFoundError extends PlatformError {
  readonly code = 'entry_point_not_found';
  readonly status = 404;

  constructor() {
    super('this project has no entry point of that name');
  }
}

/** The database cannot be opened, read or written now. */
export class StorageUnavailableError extends PlatformError {
  readonly code = 'storage_unavailable';
  readonly status = 503;
}

/** Another process has the embedded database open. */
export class DatabaseInUseError extends PlatformError {
  readonly code = 'database_in_use';
  readonly status = 503;
}

/** The body is of a content type that this route family does not read. */
export class UnsupportedMediaTypeError extends PlatformError {
  readonly code = 'unsupported_media_type';
  readonly status = 415;
}

/** The body is no JSON, or not in UTF-8. */
export class InvalidBodyError extends PlatformError {
  readonly code = 'invalid_body';
  readonly status = 400;
}

/** More requests than the limit of the route family. */
export class RateLimitedError extends PlatformError {
  readonly code = 'rate_limited';
  readonly status = 429;

  constructor() {
    super('API rate limit exceeded');
  }
}

/** Sealed text does not open: it was changed, or moved from another row. */
export class SealedTextInvalidError extends PlatformError {
  readonly code = 'sealed_text_invalid';
  readonly status = 500;

  /** @param place Where the text is kept: table, row and column. */
  constructor(place: string) {
    super(`what is kept at ${place} was changed or belongs elsewhere: restore it from a backup`);
  }
}

/** The master key that is needed is not among those that were given. */
export class MasterKeyMissingError extends PlatformError {
  readonly code = 'master_key_missing';
  readonly status = 500;
}
