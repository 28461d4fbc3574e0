import type { SystemSources } from '../../domain/system-sources.js';
import type { KickingRuleStore } from './kicking-rule-store.js';

const MILLIS = 1000;
/** What one call removes at most: a moment of work on either engine. */
const MAX_REMOVED = 1000;

/**
 * Removes rules that have ended, up to 1000 of them, and gives how many it were. Such rules do nothing any more, so nobody
 * needs to wait for it: call it now and then.
 */
export function purgeKickingRules(
  kickingRules: KickingRuleStore,
  { now }: Pick<SystemSources, 'now'>,
): Promise<number> {
  return kickingRules.removeEnded(now() * MILLIS, MAX_REMOVED);
}
