import type { AuditStore } from './audit-store.js';
import type { ChainHead } from './chain-hash.js';
import { ChainVerifier } from './chain-verifier.js';
import { AuditTrailBrokenError } from './errors.js';
import type { PruneMark } from './parse-prune-mark.js';
import { findBeginning } from './verify-chain.js';

/** Others wait for a transaction that removes: it is kept short. */
const ROWS_PER_PRUNE = 5000;

/** What a prune removed. `throughSeq` is 0 where nothing was ever removed. */
export interface PruneReport extends PruneMark {
  readonly removedCount: number;
  /** Whether there may be more to remove. */
  readonly hasMore: boolean;
}

/**
 * Removes the oldest events that happened before `beforeMs` (Unix milliseconds), 5000 at most, after it has verified them. To
 * be done in one transaction with the event that tells of it, whose details are the mark where the chain begins now.
 * Throws `audit_trail_broken`.
 */
export async function pruneEvents(store: AuditStore, beforeMs: number): Promise<PruneReport> {
  await store.lock();
  const beginning = await findBeginning(store);
  const rows = await store.list({ order: 'oldest-first', limit: ROWS_PER_PRUNE });
  const firstKept = rows.findIndex(({ atMs }) => atMs >= beforeMs);
  const old = firstKept === -1 ? rows : rows.slice(0, firstKept);
  const last = old.at(-1) ?? beginning;
  await checkRows(store, beginning, old);
  if (old.length > 0) await store.removeThrough(last.seq);
  return {
    throughSeq: last.seq,
    throughHash: last.hash,
    removedCount: old.length,
    hasMore: old.length === ROWS_PER_PRUNE,
  };
}

async function checkRows(
  store: AuditStore,
  beginning: ChainHead,
  rows: Parameters<ChainVerifier['take']>[0],
): Promise<void> {
  const verifier = new ChainVerifier(beginning, (id) => store.findKey(id));
  await verifier.take(rows);
  const [finding] = verifier.findings;
  if (finding === undefined) return;
  throw new AuditTrailBrokenError(
    `${finding.message}; nothing was removed: find out why with stagedoor audit verify`,
  );
}
