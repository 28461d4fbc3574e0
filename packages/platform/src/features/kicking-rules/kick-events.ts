import type { KickingFilter, KickingPrivilege } from './kicking-rule.js';

/** What a media engine does to those who are there already. */
export interface KickEvent extends KickingFilter {
  /** `once`: they go offline and may come back; `ban`: the privileges are gone until the end; `lift`: they are given back. */
  readonly kind: 'once' | 'ban' | 'lift';
  /** The ID that the caller was given. */
  readonly ruleId: number;
  readonly appId: string;
  readonly privileges: readonly KickingPrivilege[];
  /** Unix milliseconds. */
  readonly atMs: number;
  /** Unix milliseconds, of a ban. */
  readonly endsAtMs: number | undefined;
}

/** Tells media engines whom to throw out. A port. */
export interface KickEvents {
  /** Called when the change is safe in the database. Must not throw. */
  publish(event: KickEvent): void;
}
