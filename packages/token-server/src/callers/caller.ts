/** Whoever asks for a token, and how that was proven. */
export interface Caller {
  /** `api-key`, `jwt`, `anonymous`, or the name of a way of your own. */
  readonly kind: string;
  /** Names the caller among those of its kind and issuer: the ID of the key, the subject of the JWT. */
  readonly id: string;
  /** Who vouches for the ID: the issuer of the JWT. */
  readonly issuer?: string | undefined;
  /** What the caller was given when it was made: the scopes of the key, the `scope` of the JWT. */
  readonly scopes: readonly string[];
  /** What is said of the caller: the claims of the JWT, the labels of the key. For policies. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The App IDs of the projects that it may ask for. Left out: all of the server. */
  readonly appIds?: readonly string[] | undefined;
  /**
   * By which of its credentials it was known, for the operator: `current` or `previous` for the secret of a key, the `kid`
   * of the key that signed the JWT. No secret, and never in an answer.
   */
  readonly credential?: string | undefined;
}

/** What of a request can prove who calls. Credentials come in headers alone: an address is logged on its way. */
export interface PresentedRequest {
  /** The value of a header, its name in lower case. */
  header(name: string): string | undefined;
}

/**
 * One way to prove who calls. Returns the caller; undefined where the request shows nothing of this kind, so that another
 * way can be tried; throws a `TokenRequestError` (401 or 503) where what it shows proves nothing.
 */
export interface CallerAuthenticator {
  /** For the `WWW-Authenticate` of a refusal: `Bearer`. */
  readonly challenge: string;
  authenticate(request: PresentedRequest): Caller | undefined | Promise<Caller | undefined>;
}
