import type { ServiceName } from '@stagedoor/token';

/** Somebody who arrives at a service with a token. */
export interface AdmissionRequest {
  /** The project that the service is asked for. Without it, the one that the token names, once that is proven. */
  readonly appId?: string | undefined;
  readonly token: string;
  /** What he wants in to. */
  readonly service: ServiceName;
  /** The channel that he joins; the room, for `apaas`. */
  readonly channel?: string | undefined;
  /** Who he is: a uid from 1 on, or an account. For services without channels the account is the user ID. */
  readonly uid?: number | undefined;
  readonly account?: string | undefined;
  /** The IP address that he comes from: without it, no ban of an address can be found. */
  readonly address?: string | undefined;
  /** What he must be allowed beside coming in. */
  readonly privileges?: readonly string[] | undefined;
  /** Accept a token for any channel. Default: refuse it. */
  readonly allowWildcardChannel?: boolean | undefined;
  /** Accept a token for any user. Default: refuse it. */
  readonly allowWildcardUid?: boolean | undefined;
  /** Accept a token of the older format, whose holder can change channel and user of it. Default: refuse it. */
  readonly allow006?: boolean | undefined;
  /**
   * What the service does not know of him, and takes from the token: for calls that concern no particular channel or user.
   * What is neither here nor given makes the request an invalid one.
   */
  readonly fromToken?: readonly ('channel' | 'user')[] | undefined;
}

/** What somebody may do who is in. All instants are Unix seconds, and none is after the end of the token. */
export interface Admitted {
  readonly kind: 'admitted';
  readonly appId: string;
  /** The opaque ID. */
  readonly projectId: string;
  readonly service: ServiceName;
  /** Undefined where the service has none, or the token is for any and the caller names none. */
  readonly channel: string | undefined;
  /** The uid in decimal, or the account; undefined as for the channel. */
  readonly user: string | undefined;
  /** The end of each privilege that he has now, by its name. */
  readonly privileges: Readonly<Record<string, number>>;
  /** What the token carries and a ban takes away, with the end of the ban. Ask again then. */
  readonly withheld: Readonly<Record<string, number>>;
  /** When he must be out, unless he has shown a new token: the end of the privilege to come in. */
  readonly expiresAt: number;
  /** When he should fetch a new one. */
  readonly renewAt: number;
  /** How it was proven. */
  readonly token: {
    readonly version: '006' | '007';
    /** 8 hex characters, for logs. */
    readonly fingerprint: string;
    readonly issuedAt: number;
    readonly expiresAt: number;
    /** After a rotation, `secondary` shows who still uses the old one. */
    readonly certificate: 'primary' | 'secondary';
  };
}

/** Why somebody stays out. */
export interface Refused {
  readonly kind: 'refused';
  /** Stable: a code of the token, or one of `errors.ts`. */
  readonly code: string;
  /** What to do next. */
  readonly message: string;
  /** From when on the same token may be let in. Unix seconds; undefined where another one is needed. */
  readonly retryAt: number | undefined;
}

/** What is decided of somebody who arrives. */
export type Admission = Admitted | Refused;
