import type { KickEvent } from './kick-events.js';
import type { KickingRule } from './kicking-rule.js';

/** What a media engine is told of a rule: a `ban` has the rule's end. */
export function kickEventOf(kind: KickEvent['kind'], rule: KickingRule, atMs: number): KickEvent {
  const { id, appId, uid, channel, address, privileges, endsAtMs } = rule;
  return {
    kind,
    ruleId: id,
    appId,
    uid,
    channel,
    address,
    privileges,
    atMs,
    endsAtMs: kind === 'ban' ? endsAtMs : undefined,
  };
}
