import type { RtcRole, ServiceName } from '@stagedoor/token';

/**
 * Whom a service is for. A token carries a uid and an account as the same text, so an account that is written like a uid
 * is that uid: `parseRequestedAccount` makes it so, and a policy sees one user where there is one.
 */
export type RequestedUser =
  | {
      readonly kind: 'uid';
      /** 1 to 4294967295. */
      readonly uid: number;
    }
  | {
      readonly kind: 'account';
      /** A text that is not written like a uid. */
      readonly account: string;
    }
  | {
      /** Uid 0: a token that every user can join with. */
      readonly kind: 'anyone';
    };

/** One service that a caller asks for. What it leaves out is for the policy to say. */
export interface RequestedService {
  readonly service: ServiceName;
  /** Of `rtc`, `streaming` and `fcdn`; of `apaas` the room. */
  readonly channel?: string | undefined;
  readonly user?: RequestedUser | undefined;
  /** Of `rtc`, where no privileges are named. */
  readonly role?: RtcRole | undefined;
  /** By the names of the service. */
  readonly privileges?: readonly string[] | undefined;
  /** Of `apaas`. */
  readonly roomRole?: number | undefined;
}

/** One token that a caller asks for, checked in form and not yet allowed. */
export interface TokenRequest {
  /** Of the project. Left out: the only one that the server has. */
  readonly appId?: string | undefined;
  /** At least one. */
  readonly services: readonly RequestedService[];
  /** What goes into the token as well where the policy gives it, and is left out where it does not. */
  readonly optionalServices?: readonly RequestedService[] | undefined;
  /** How long the token is to live. Left out: as long as the policy allows, at most an hour. */
  readonly expiresInSeconds?: number | undefined;
}
