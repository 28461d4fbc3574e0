import type { SystemSources } from '../../domain/system-sources.js';
import type { StreamBanStore } from './stream-ban-store.js';

/** What one call removes at most: a moment of work on either engine. */
const MAX_REMOVED = 1000;

/**
 * Removes bans that have ended, up to 1000 of them, and gives how many it were. Such bans do nothing any more, so nobody
 * needs to wait for it: call it now and then.
 */
export function purgeStreamBans(
  bannedStreams: StreamBanStore,
  { now }: Pick<SystemSources, 'now'>,
): Promise<number> {
  return bannedStreams.removeEnded(now(), MAX_REMOVED);
}
