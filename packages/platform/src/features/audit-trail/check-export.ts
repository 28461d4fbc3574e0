import type { AuditRow } from './audit-row.js';
import type { AuditStore } from './audit-store.js';
import type { ChainFinding } from './chain-finding.js';
import type { ChainHead } from './chain-hash.js';
import { ChainVerifier } from './chain-verifier.js';
import { parsePruneMark } from './parse-prune-mark.js';
import { BEGINNING, PRUNE_ACTION, PRUNE_TARGET } from './verify-chain.js';

/** What was found out about a part of an export. */
export interface ExportReport {
  readonly confirmedCount: number;
  readonly findings: readonly ChainFinding[];
  readonly findingCount: number;
  /** The last row, which the next part follows. */
  readonly last: ChainHead | null;
}

/** What a row follows: known of the first one, of what is still there, and of what a prune removed last. */
async function findPrevious(seq: number, store: AuditStore): Promise<ChainHead | undefined> {
  if (seq === BEGINNING.seq) return BEGINNING;
  const [kept] = await store.list({
    afterSeq: seq - 1,
    beforeSeq: seq + 1,
    order: 'oldest-first',
    limit: 1,
  });
  if (kept !== undefined) return { seq, hash: kept.hash };
  const prunes = await store.list({
    action: PRUNE_ACTION,
    target: PRUNE_TARGET,
    order: 'newest-first',
    limit: 1000,
  });
  return prunes.map(parsePruneMark).find((mark) => mark?.seq === seq);
}

/**
 * Whether lines of an export are as they were written, with the keys of this platform; the rows themselves may have been
 * pruned since. `before` is the last row of the part before.
 */
export async function checkExport(
  rows: readonly AuditRow[],
  store: AuditStore,
  before?: ChainHead,
): Promise<ExportReport> {
  const [first] = rows;
  const base = { seq: (first?.seq ?? 1) - 1 };
  const previous = before ?? (await findPrevious(base.seq, store)) ?? base;
  const verifier = new ChainVerifier(previous, (id) => store.findKey(id));
  if (first !== undefined && !('hash' in previous)) {
    const message = `row ${first.seq} may be right: the row before it is not known, so nothing proves it`;
    verifier.note({ kind: 'unconfirmed', seq: first.seq, message });
  }
  await verifier.take(rows);
  const { confirmedCount, findings, findingCount } = verifier;
  const last = rows.at(-1);
  return {
    confirmedCount,
    findings,
    findingCount,
    last: last === undefined ? null : { seq: last.seq, hash: last.hash },
  };
}
