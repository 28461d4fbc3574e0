import type { DataKeyStore, StoredDataKey } from '../keyring/envelope-keyring.js';
import type { Connection } from './database.js';

/** Data keys in the table `data_keys`. */
export class SqlDataKeyStore implements DataKeyStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async list(): Promise<readonly StoredDataKey[]> {
    const rows = await this.#connection.selectFrom('data_keys').selectAll().execute();
    return rows.map((row) => ({
      id: row.id,
      masterKeyId: row.master_key_id,
      wrappedKey: row.wrapped_key,
      state: row.state,
      createdAt: row.created_at,
    }));
  }

  async add(key: StoredDataKey): Promise<void> {
    await this.#connection
      .insertInto('data_keys')
      .values({
        id: key.id,
        master_key_id: key.masterKeyId,
        wrapped_key: key.wrappedKey,
        state: key.state,
        created_at: key.createdAt,
      })
      .execute();
  }
}
