import type { KickingRule } from './kicking-rule.js';

/** Somebody who arrives, or is there. What is not known of him matches no rule that asks for it. */
export interface KickingSubject {
  readonly appId: string;
  /** The number that he joins with; undefined where he has a text account. */
  readonly uid: number | undefined;
  readonly channel: string | undefined;
  /** In any spelling of IPv4 or IPv6; another text matches nothing. */
  readonly address: string | undefined;
  /** Unix milliseconds. */
  readonly atMs: number;
}

/** Where kicking rules are kept. A port. A rule whose end has come is not found by any of it. */
export interface KickingRuleStore {
  /** The rules of the project that are in force, the oldest first. */
  list(appId: string, atMs: number): Promise<readonly KickingRule[]>;
  /** How many are in force. */
  count(appId: string, atMs: number): Promise<number>;
  /** Adds it. Gives false, and adds nothing, where its ID is taken. Throws `invalid_appid` where its project was removed. */
  add(rule: KickingRule): Promise<boolean>;
  /** Gives it another end. The rule as it is then; undefined where none with that ID is in force in that project. */
  changeEnd(
    key: { readonly appId: string; readonly id: number },
    change: { readonly endsAtMs: number; readonly atMs: number },
  ): Promise<KickingRule | undefined>;
  /** Removes it. The rule that was; undefined where none with that ID was in force in that project. */
  remove(appId: string, id: number, atMs: number): Promise<KickingRule | undefined>;
  /** All rules in force that match, in the order of their ends. Its work does not grow with the number of rules. */
  findActive(subject: KickingSubject): Promise<readonly KickingRule[]>;
  /** Removes up to `most` rules that ended at or before `atMs`; gives how many it were. */
  removeEnded(atMs: number, most: number): Promise<number>;
}
