import type { RevocationStore } from './revocation-store.js';

/** Rows that are removed in one step: so few that nobody waits for it. */
const ROWS_PER_STEP = 1000;

/**
 * Removes revocations that are over, up to `most`, in small steps. Gives how many it were: fewer than `most` means that none
 * is left. Safe at any time and on several nodes at once, since what is over keeps nobody out any more.
 */
export async function purgeRevocations(
  revocations: Pick<RevocationStore, 'removeEnded'>,
  { now, most }: { readonly now: number; readonly most: number },
): Promise<number> {
  let removed = 0;
  while (removed < most) {
    const wanted = Math.min(ROWS_PER_STEP, most - removed);
    const found = await revocations.removeEnded(now, wanted);
    removed += found;
    if (found < wanted) break;
  }
  return removed;
}
