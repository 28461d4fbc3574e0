import type { Connection } from './database.js';

/** How a database is replaced. */
export interface Replacement<T> {
  /** Whether what is in it may go. */
  readonly isForced: boolean;
  /** Fills a database without tables. */
  readonly fill: (transaction: Connection) => Promise<T>;
}
