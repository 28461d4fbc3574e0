/** What is wrong with a chain. */
type ChainFindingKind =
  /** Rows are missing. */
  | 'removed'
  /** A row is not as it was written. */
  | 'changed'
  /** A row was written at another place. */
  | 'moved'
  /** Only the hash of a row is another. */
  | 'rehashed'
  /** Rows that were never written. */
  | 'inserted'
  /** A row that follows a broken one, which proves nothing of it. */
  | 'unconfirmed'
  /** The key that a row was written with is not there. */
  | 'key-missing'
  /** The head is not as it was written. */
  | 'head-changed'
  /** The trail ends before a head that was noted: it is an older copy. */
  | 'rolled-back'
  /** Another row is where a head was noted: the trail was written again since. */
  | 'forked';

/** One thing that is wrong, and where. */
export interface ChainFinding {
  readonly kind: ChainFindingKind;
  /** The number of the row; of the first one where there are several. */
  readonly seq: number;
  /** The last one of several. */
  readonly throughSeq?: number;
  /** For people: where, what, and what it means. */
  readonly message: string;
}
