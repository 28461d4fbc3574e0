import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.js';

/** Where rows are read and written: the database itself, or a transaction of it. */
export type Connection = Kysely<Tables> | Transaction<Tables>;

/** An open database, whichever engine it is. */
export interface Database {
  readonly engine: 'sqlite' | 'postgres';
  /** Whether no other process can change it while it is open, so that what was read may be kept. */
  readonly isExclusive: boolean;
  readonly connection: Kysely<Tables>;
  /** All of `work`, or nothing of it. */
  transact<T>(work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
