import type { PrivilegeLife } from './privileges.js';

/** What every service in a token has. */
export interface OpenedService<Name extends string, Privilege extends string> {
  /** Its name in the service table. */
  readonly service: Name;
  /** By name; a privilege that is not known here has its number as its name. */
  readonly privileges: Readonly<Partial<Record<Privilege | `${number}`, PrivilegeLife>>>;
}

/** What a verifier can want of every service. All that is given must hold, in one single service entry. */
export interface WantedService<Name extends string, Privilege extends string> {
  /** Its name in the service table. */
  readonly service: Name;
  /** Each of them must be there, and not be over. */
  readonly privileges?: readonly Privilege[] | undefined;
}

/** A channel and a user in it, as a token carries them. */
export interface ChannelUser {
  /** The channel that it opens; empty or `*` means any. */
  readonly channel: string;
  /** The user it is for: a decimal uid or an account, which look alike in a token; empty means any. */
  readonly uid: string;
}

/** What a verifier can want of a channel and its user. */
export interface WantedChannelUser {
  /** The channel that is joined. */
  readonly channel?: string | undefined;
  /** The user who is here, from 1 to 4294967295. */
  readonly uid?: number | undefined;
  /** The user who is here, where the channel joins by account. */
  readonly account?: string | undefined;
  /** Accept a token for any channel. Default: refuse it where a channel is wanted. */
  readonly allowWildcardChannel?: boolean | undefined;
  /** Accept a token for any user. Default: refuse it where a user is wanted. */
  readonly allowWildcardUid?: boolean | undefined;
}

/** The life of a privilege that needs no choice, because its service has no other. */
export interface SoleLife {
  /** Seconds from the issue time. Default 0: as long as the token. */
  readonly privilegesExpireInSeconds?: number | undefined;
}
