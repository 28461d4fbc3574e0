/** What a kicking rule can keep somebody from. */
export const KICKING_PRIVILEGES = ['join_channel', 'publish_audio', 'publish_video'] as const;

/** One of them. */
export type KickingPrivilege = (typeof KICKING_PRIVILEGES)[number];

/** Whom a rule is about: all that is given must match, and something is given. */
export interface KickingFilter {
  /** 1 to 2^32 - 1. */
  readonly uid: number | undefined;
  readonly channel: string | undefined;
  /** As `parseIpAddress` writes it. */
  readonly address: string | undefined;
}

/** A ban, until its end. */
export interface KickingRule extends KickingFilter {
  /** Random, 1 to 2^53 - 1. */
  readonly id: number;
  readonly organizationId: string;
  /** 32 lower-case hex characters. */
  readonly appId: string;
  /** The number that support asks for: random, 1 to 2^31 - 1. */
  readonly operationNumber: number;
  /** One or more, in the order of `KICKING_PRIVILEGES`. */
  readonly privileges: readonly KickingPrivilege[];
  /** Unix milliseconds, like the two others. */
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** From here on it bans nobody. */
  readonly endsAtMs: number;
}
