import { TokenRequestError } from '../errors.js';

/**
 * What callers are told apart by cannot be used: a mistake of whoever runs the server, found before it serves. Compare
 * `code`, which never changes; each has a page `docs/errors/<code>.md`.
 */
export abstract class CallerSetupError extends Error {
  override readonly name: string = 'CallerSetupError';
  /** The stable name of the failure, for programs. */
  abstract readonly code: string;
}

/** An API key, or the document that lists them, is not as it must be. */
export class ApiKeysInvalidError extends CallerSetupError {
  readonly code = 'api_keys_invalid';
  /** Which part of it: `keys[2].scopes[0]`. */
  readonly path: string;
  constructor(path: string, wanted: string) {
    super(`${path} ${wanted}`);
    this.path = path;
  }
}

/** There is no key with this ID. */
export class ApiKeyNotFoundError extends CallerSetupError {
  readonly code = 'api_key_not_found';
  constructor(keyId: string) {
    super(
      `there is no API key ${JSON.stringify(keyId)}; its ID is what stands between sd_ and the next _`,
    );
  }
}

/** Two secrets of the key are live, and a third would cut off whoever has the older one. */
export class ApiKeyRotatingError extends CallerSetupError {
  readonly code = 'api_key_rotating';
  constructor(keyId: string, until: number | undefined) {
    const end = until === undefined ? '' : `, the older one until ${until}`;
    super(
      `the key ${keyId} has two live secrets already${end}; wait, or drop the older one if nobody needs it`,
    );
  }
}

/** The settings of an issuer of JWTs cannot be used. */
export class JwtIssuerInvalidError extends CallerSetupError {
  readonly code = 'jwt_issuer_invalid';
  /** Which of them: `issuers[0].algorithms`. */
  readonly path: string;
  constructor(path: string, wanted: string) {
    super(`${path} ${wanted}`);
    this.path = path;
  }
}

/** What a function of yours returned is no caller. */
export class CallerInvalidError extends CallerSetupError {
  readonly code = 'caller_invalid';
  constructor(wanted: string) {
    super(`what identify returned is no caller: ${wanted}`);
  }
}

/** The request shows more than one credential: which of them counts cannot be known. */
export class CallerAmbiguousError extends TokenRequestError {
  readonly code = 'caller_ambiguous';
  constructor() {
    super('there is more than one credential; send one, in Authorization or in X-API-Key, once');
  }
}

/** The request shows a credential, of a form that none of the server's ways reads. */
export class CallerUnrecognizedError extends TokenRequestError {
  readonly code = 'caller_unrecognized';
  override readonly status = 401;
  constructor() {
    super(
      'this server reads no credential of this form; send an API key or a signed JWT as a Bearer',
    );
  }
}

/** What is shown as an API key is none: a character is missing, or is another. */
export class ApiKeyMalformedError extends TokenRequestError {
  readonly code = 'api_key_malformed';
  override readonly status = 401;
  constructor() {
    super('this is no whole API key: characters are missing, or are others; copy it again');
  }
}

/** The API key opens nothing. Why is told to the operator alone. */
export class ApiKeyRefusedError extends TokenRequestError {
  readonly code = 'api_key_refused';
  override readonly status = 401;
  constructor(detail: string) {
    super('the API key is not accepted; ask whoever runs this server for one that is', { detail });
  }
}

/** What is shown as a JWT is none that this server reads. */
export class JwtMalformedError extends TokenRequestError {
  readonly code = 'jwt_malformed';
  override readonly status = 401;
  constructor(reason: string) {
    super(`the JWT cannot be read: ${reason}`);
  }
}

/** The JWT proves nothing here. Why is told to the operator alone. */
export class JwtRefusedError extends TokenRequestError {
  readonly code = 'jwt_refused';
  override readonly status = 401;
  constructor(detail: string) {
    super('the JWT is not accepted; send one that its issuer made for this server', { detail });
  }
}

/** The JWT was good, and is over. */
export class JwtExpiredError extends TokenRequestError {
  readonly code = 'jwt_expired';
  override readonly status = 401;
  constructor() {
    super('the JWT expired; get a new one from its issuer');
  }
}

/** The keys of the issuer cannot be fetched, so that nothing can be said of the JWT. */
export class IssuerUnreachableError extends TokenRequestError {
  readonly code = 'issuer_unreachable';
  override readonly status = 503;
  constructor(detail: string, retryAfterSeconds: number) {
    super(`the keys of the issuer cannot be fetched now; ask again in ${retryAfterSeconds} s`, {
      detail,
      retryAfterSeconds,
    });
  }
}

/** A function of yours found that what the request shows proves nothing. */
export class CallerRefusedError extends TokenRequestError {
  readonly code = 'caller_refused';
  override readonly status = 401;
  /** `detail`: for the operator's log. */
  constructor(detail: string) {
    super('the credential is not accepted', { detail });
  }
}
