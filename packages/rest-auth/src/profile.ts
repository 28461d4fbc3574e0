/** The algorithms that there are for `hmac`. */
export const HMAC_ALGORITHMS = ['hmac-sha256', 'hmac-sha384', 'hmac-sha512'] as const;

/** How the verifier behaves where the field's own servers are lenient. Units: seconds, octets. */
export interface Profile {
  /** `strict` takes what documented clients send; `agora` also what an old integration may lean on. */
  readonly name: 'strict' | 'agora';
  /** How far a signed date may be from the clock, before or after it: at most a day. */
  readonly windowSeconds: number;
  /** Which of `HMAC_ALGORITHMS` are taken, the one to recommend first. */
  readonly algorithms: readonly string[];
  /** Whether a signature may be used again: never, only for GET and HEAD, or at will within the window. */
  readonly replay: 'refuse' | 'refuse-unsafe' | 'off';
  /** The hosts, with their port if it is part of the URL, that requests may be signed for. Default: any. */
  readonly allowedAuthorities?: readonly string[] | undefined;
  /**
   * The versions that a signed request line may name, such as `HTTP/1.1`. Default: those of the connection. Set it where a
   * proxy speaks another version than its clients.
   */
  readonly requestLineVersions?: readonly string[] | undefined;
  /** Octets of an Authorization header that are read. */
  readonly maxAuthorizationBytes: number;
  /** Octets of the request line and all header fields together. */
  readonly maxHeadBytes: number;
  /** Header names that a signature may cover. */
  readonly maxSignedNames: number;
  /** Octets of a body that are taken. */
  readonly maxBodyBytes: number;
}

const STRICT: Profile = {
  name: 'strict',
  windowSeconds: 300,
  algorithms: ['hmac-sha256'],
  replay: 'refuse-unsafe',
  maxAuthorizationBytes: 4096,
  maxHeadBytes: 16_384,
  maxSignedNames: 32,
  maxBodyBytes: 1_048_576,
};

const AGORA: Profile = {
  ...STRICT,
  name: 'agora',
  algorithms: HMAC_ALGORITHMS,
  replay: 'off',
  maxAuthorizationBytes: 8192,
};

/** A profile by its name, and the two as they are by default. */
export const PROFILES: Readonly<Record<Profile['name'], Profile>> = {
  strict: STRICT,
  agora: AGORA,
};

/** A profile by its name, with other values for some of its parts. */
export type ProfileOptions = Partial<Profile> & Pick<Profile, 'name'>;
