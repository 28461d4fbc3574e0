import type { DataKeyStore, StoredDataKey } from '../keyring/data-key-store.js';
import type { Connection } from './database.js';

/** Data keys in the table `data_keys`, of which a unique index lets one be active. */
export class SqlDataKeyStore implements DataKeyStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async list(): Promise<readonly StoredDataKey[]> {
    const rows = await this.#connection
      .selectFrom('data_keys')
      .selectAll()
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      masterKeyId: row.master_key_id,
      wrappedKey: row.wrapped_key,
      state: row.state,
      createdAt: row.created_at,
      sealCount: row.seal_count,
    }));
  }

  async add(key: StoredDataKey): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#connection
      .insertInto('data_keys')
      .values({
        id: key.id,
        master_key_id: key.masterKeyId,
        wrapped_key: key.wrappedKey,
        state: key.state,
        created_at: key.createdAt,
        seal_count: key.sealCount,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }

  async retire(id: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#connection
      .updateTable('data_keys')
      .set({ state: 'retired' })
      .where('id', '=', id)
      .where('state', '=', 'active')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async rewrap(from: StoredDataKey, to: StoredDataKey): Promise<boolean> {
    const { numUpdatedRows } = await this.#connection
      .updateTable('data_keys')
      .set({ master_key_id: to.masterKeyId, wrapped_key: to.wrappedKey })
      .where('id', '=', from.id)
      .where('wrapped_key', '=', from.wrappedKey)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async addSeals(id: string, count: number): Promise<void> {
    await this.#connection
      .updateTable('data_keys')
      .set((each) => ({ seal_count: each('seal_count', '+', count) }))
      .where('id', '=', id)
      .execute();
  }

  async lock(): Promise<void> {
    // SQLite has no `for update`. This changes nothing, and locks the row of the active key on both engines.
    await this.#connection
      .updateTable('data_keys')
      .set({ state: 'active' })
      .where('state', '=', 'active')
      .execute();
  }
}
