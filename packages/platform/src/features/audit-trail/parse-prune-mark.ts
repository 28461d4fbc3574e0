import type { AuditRow } from './audit-row.js';
import type { ChainHead } from './chain-hash.js';

/** What a prune writes into its event. */
export interface PruneMark {
  /** The last row that was removed. */
  readonly throughSeq: number;
  /** Its hash, which the first row that is left follows. */
  readonly throughHash: string;
}

/** Where the chain begins that is left of a trail after that prune; undefined where the row says nothing of the kind. */
export function parsePruneMark({ seq, details }: AuditRow): ChainHead | undefined {
  let mark: Partial<Record<keyof PruneMark, unknown>> | null;
  try {
    mark = JSON.parse(details ?? 'null') as typeof mark;
  } catch {
    return undefined;
  }
  const { throughSeq, throughHash } = mark ?? {};
  if (!Number.isSafeInteger(throughSeq) || typeof throughHash !== 'string') return undefined;
  const last = throughSeq as number;
  return last > 0 && last < seq ? { seq: last, hash: throughHash } : undefined;
}
