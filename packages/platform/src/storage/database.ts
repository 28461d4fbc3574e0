import type { Kysely } from 'kysely';
import type { DatabaseGauge } from './database-gauge.js';
import type { Tables } from './tables.js';

/** Where rows are read and written: the database itself, or a transaction of it. */
export type Connection = Kysely<Tables>;

/** The engines. */
export type Engine = 'sqlite' | 'postgres';

/**
 * Told which organization's rows have changed; `undefined` where it may be any, as after a time in which changes may have
 * been missed.
 */
export type ChangeListener = (organizationId: string | undefined) => void;

/** How the processes that share a database hear of each other's changes. A port of `Storage`. */
export interface ChangeFeed {
  /**
   * Whether every change of another process is heard. While it is not, nothing that was read before may be taken for
   * current.
   */
  readonly isComplete: boolean;
  /**
   * In a transaction, before it reads or writes anything of that organization: others hear of it when the transaction is
   * done, and only then can another one of the same organization begin. Empty for what concerns all of the platform.
   */
  announce(transaction: Connection, organizationId: string): Promise<void>;
  /** Calls `listener` after each change of another process. */
  onChange(listener: ChangeListener): void;
}

/** An open database, whichever engine it is. */
export interface Database {
  readonly engine: Engine;
  /** Whether no other process can change it while it is open. */
  readonly isExclusive: boolean;
  readonly connection: Connection;
  /** What other processes change. */
  readonly changes: ChangeFeed;
  /**
   * All of `work`, or nothing of it. Runs it again, up to three times, where the engine gave the transaction up for
   * another one; so `work` must change nothing outside of the transaction. Throws `storage_unavailable`.
   */
  transact<T>(work: (transaction: Connection) => Promise<T>): Promise<T>;
  /** Lets `read` see all tables as they are at one moment, however long it takes, while others go on writing. */
  readSnapshot<T>(read: (snapshot: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
  /** For metrics. */
  readonly gauges?: readonly DatabaseGauge[];
}
