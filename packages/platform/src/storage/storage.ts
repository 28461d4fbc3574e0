import type { Keyring } from '../keyring/keyring.js';
import type { Database } from './database.js';
import { createStores, type Stores } from './stores.js';

/** Told which organization's rows have changed. */
export type ChangeListener = (organizationId: string) => void;

/** The stores, and writing to them. */
export class Storage {
  readonly #database: Database;
  readonly #keyring: Keyring;
  readonly #listeners = new Set<ChangeListener>();
  /** For reading. */
  readonly stores: Stores;

  constructor(database: Database, keyring: Keyring) {
    this.#database = database;
    this.#keyring = keyring;
    this.stores = createStores(database.connection, keyring);
  }

  /** Does all of `work`, which changes rows of that organization, or nothing of it. */
  async transact<T>(organizationId: string, work: (stores: Stores) => Promise<T>): Promise<T> {
    const result = await this.#database.transact((transaction) =>
      work(createStores(transaction, this.#keyring)),
    );
    for (const listener of this.#listeners) listener(organizationId);
    return result;
  }

  /** Calls `listener` after each change, of whichever process. */
  onChange(listener: ChangeListener): void {
    this.#listeners.add(listener);
  }
}
