import type { AuditEvent } from './audit-event.js';
import type { AuditKey } from './audit-keys.js';
import type { AuditRow } from './audit-row.js';
import type { ChainHead } from './chain-hash.js';

/** Which events are meant. All that is given must hold. */
export interface AuditFilter {
  readonly organizationId?: string | undefined;
  /** The whole text, or its beginning and `*`. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** The whole text, or its beginning and `*`. */
  readonly target?: string | undefined;
  readonly outcome?: string | undefined;
  readonly code?: string | undefined;
  readonly address?: string | undefined;
  readonly requestId?: string | undefined;
  /** Unix milliseconds, from this one on. */
  readonly sinceMs?: number | undefined;
  /** Unix milliseconds, before this one. */
  readonly untilMs?: number | undefined;
}

/** A page of events. */
export interface AuditQuery extends AuditFilter {
  /** Only those with a higher number. */
  readonly afterSeq?: number | undefined;
  /** Only those with a lower number. */
  readonly beforeSeq?: number | undefined;
  readonly order: 'newest-first' | 'oldest-first';
  /** At most so many. */
  readonly limit: number;
}

/** The head as it is kept. */
export interface SealedHead extends ChainHead {
  readonly seal: string;
}

/** How many rows there are. */
export interface AuditExtent {
  /** Rows up to the number that was asked for. */
  readonly count: number;
  /** The highest number of all; 0 where there is no row. */
  readonly newestSeq: number;
}

/** Where audit events are kept, each chained to the one before it. A port. */
export interface AuditStore {
  /** Adds events at the end of the chain, in their order, in one step. Inside a transaction alone. */
  append(events: readonly AuditEvent[]): Promise<void>;
  list(query: AuditQuery): Promise<readonly AuditRow[]>;
  /** Undefined where somebody took it away. */
  readHead(): Promise<SealedHead | undefined>;
  readExtent(throughSeq: number): Promise<AuditExtent>;
  /** The key of the chain with that ID. */
  findKey(id: string): Promise<AuditKey | undefined>;
  /** Lets nobody else append until the transaction ends. */
  lock(): Promise<void>;
  /** Removes the rows up to that number. Only together with an event that says so. */
  removeThrough(seq: number): Promise<void>;
}
