import type { AuditEvent } from '../features/audit-trail/audit-event.js';
import type { Keyring } from '../keyring/keyring.js';
import type { ChangeListener, Connection, Database } from './database.js';
import { SqlAuditKeys } from './sql-audit-keys.js';
import { SqlAuditStore } from './sql-audit-store.js';
import { createStores, type Stores } from './stores.js';
import { TurnQueues } from './turn-queues.js';

/** The stores, and writing to them. */
export class Storage {
  readonly #database: Database;
  readonly #keyring: Keyring;
  readonly #auditKeys: SqlAuditKeys;
  readonly #listeners = new Set<ChangeListener>();
  readonly #queues = new TurnQueues();
  /** For reading. */
  readonly stores: Stores;

  constructor(database: Database, keyring: Keyring) {
    this.#database = database;
    this.#keyring = keyring;
    this.#auditKeys = new SqlAuditKeys(database, keyring);
    this.stores = createStores(database.connection, keyring, this.#auditKeys);
    database.changes.onChange((organizationId) => this.#tell(organizationId));
  }

  /** Whether no other process can change what is stored, so that nothing changes between a change and its listeners. */
  get isExclusive(): boolean {
    return this.#database.isExclusive;
  }

  /**
   * Whether listeners hear of every change. While they do not, what they keep must not be used: read the stores. It is
   * so while the connection that hears of other processes' changes is away.
   */
  get hearsAllChanges(): boolean {
    return this.#database.changes.isComplete;
  }

  /**
   * Does all of `work`, which changes rows of that organization, or nothing of it; empty for what concerns all of the
   * platform. Two of them in one organization never run at the same time, in whichever processes. `work` may be run
   * again, so it must change nothing but its stores. Throws `storage_unavailable`.
   */
  async transact<T>(organizationId: string, work: (stores: Stores) => Promise<T>): Promise<T> {
    const { changes } = this.#database;
    // Here, and not at the database: whoever writes much would hold all of its connections, and others could not even read.
    const result = await this.#queues.take(organizationId, () =>
      this.#transact(async (transaction) => {
        await changes.announce(transaction, organizationId);
        return work(createStores(transaction, this.#keyring, this.#auditKeys));
      }),
    );
    this.#tell(organizationId === '' ? undefined : organizationId);
    return result;
  }

  /** Adds events to the audit trail that tell of no change. Throws `storage_unavailable`. */
  async appendAuditEvents(events: readonly AuditEvent[]): Promise<void> {
    await this.#transact((transaction) =>
      new SqlAuditStore(transaction, this.#auditKeys).append(events),
    );
  }

  /** Calls `listener` after each change, of whichever process. */
  onChange(listener: ChangeListener): void {
    this.#listeners.add(listener);
  }

  async #transact<T>(work: (transaction: Connection) => Promise<T>): Promise<T> {
    // Read before: embedded storage has one connection, which is the transaction's then.
    await this.#auditKeys.load();
    return this.#database.transact(work);
  }

  #tell(organizationId: string | undefined): void {
    for (const listener of this.#listeners) listener(organizationId);
  }
}
