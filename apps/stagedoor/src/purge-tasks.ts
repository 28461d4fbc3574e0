import { setImmediate } from 'node:timers/promises';
import {
  purgeKickingRules,
  purgeRevocations,
  purgeStreamBans,
  type Storage,
  type SystemSources,
} from '@stagedoor/platform';
import type { UpkeepTask } from './upkeep.js';

/** Rows that are removed at one time at most, so that nobody waits for it. */
const MOST_REVOCATIONS = 10_000;
/** Steps of up to 1000 rows: many customers can make more than one of them in the time between two runs. */
const MAX_STEPS = 20;

/** Removes what has ended step by step, and lets requests in between. */
async function purgeInSteps(removeSome: () => Promise<number>): Promise<void> {
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if ((await removeSome()) === 0) return;
    await setImmediate();
  }
}

/**
 * A clock that was ahead and is set back makes bans and revocations hold again that had ended by it: until then they must
 * not be gone. A week is more than any such clock is ahead that still seems right to somebody.
 */
const KEPT_AFTER_END_SECONDS = 7 * 24 * 60 * 60;

/** Removing what ended a week ago: nothing reads it any more. */
export function listPurgeTasks({ stores }: Storage, sources: SystemSources): readonly UpkeepTask[] {
  const now = (): number => sources.now() - KEPT_AFTER_END_SECONDS;
  return [
    () => purgeInSteps(() => purgeKickingRules(stores.kickingRules, { now })),
    () => purgeInSteps(() => purgeStreamBans(stores.bannedStreams, { now })),
    () => purgeRevocations(stores.revocations, { now: now(), most: MOST_REVOCATIONS }),
  ];
}
