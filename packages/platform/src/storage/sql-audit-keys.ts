import type { AuditKey, AuditKeys } from '../features/audit-trail/audit-keys.js';
import { auditKeyIdOf, sealHead } from '../features/audit-trail/chain-hash.js';
import type { Keyring } from '../keyring/keyring.js';
import type { Database } from './database.js';

const FIRST_GENERATION = 1;

const placeOf = (generation: number): string => `audit_keys/${generation}`;

/** What was read of the table. */
interface LoadedKeys {
  readonly active: AuditKey;
  readonly byId: ReadonlyMap<string, AuditKey>;
}

/**
 * The keys of the audit trail, sealed in the table `audit_keys`. Read once, and the first one made, outside of every
 * transaction.
 */
export class SqlAuditKeys implements AuditKeys {
  readonly #database: Database;
  readonly #keyring: Keyring;
  #loading: Promise<LoadedKeys> | undefined;

  constructor(database: Database, keyring: Keyring) {
    this.#database = database;
    this.#keyring = keyring;
  }

  async active(): Promise<AuditKey> {
    return (await this.load()).active;
  }

  async find(id: string): Promise<AuditKey | undefined> {
    return (await this.load()).byId.get(id);
  }

  /** Reads the keys where that has not been done. Throws `sealed_text_invalid` and `master_key_missing`. */
  async load(): Promise<LoadedKeys> {
    const loading = (this.#loading ??= this.#readOrMake());
    try {
      return await loading;
    } catch (error) {
      // The next one tries again: the database may be back then.
      if (this.#loading === loading) this.#loading = undefined;
      throw error;
    }
  }

  async #readOrMake(): Promise<LoadedKeys> {
    const keys = await this.#read();
    const [active] = keys;
    if (active === undefined) {
      await this.#makeFirst();
      return this.#readOrMake();
    }
    return { active, byId: new Map(keys.map((each) => [each.id, each])) };
  }

  /** The newest first. */
  async #read(): Promise<readonly AuditKey[]> {
    const rows = await this.#database.connection
      .selectFrom('audit_keys')
      .selectAll()
      .orderBy('generation', 'desc')
      .execute();
    return Promise.all(rows.map((row) => this.#open(row.sealed_key, row.generation)));
  }

  async #open(sealedKey: string, generation: number): Promise<AuditKey> {
    const text = await this.#keyring.open(sealedKey, placeOf(generation));
    const key = Buffer.from(text, 'base64url');
    return { id: auditKeyIdOf(key), key };
  }

  /** Of two processes that start at the same time, one makes the key. */
  async #makeFirst(): Promise<void> {
    const sealedKey = await this.#keyring.sealNewKey(placeOf(FIRST_GENERATION));
    const key = await this.#open(sealedKey, FIRST_GENERATION);
    await this.#database.transact(async (transaction) => {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('audit_keys')
        .values({ generation: FIRST_GENERATION, sealed_key: sealedKey })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return;
      // Only of a trail that has just begun: a trail whose key was taken away must not look as if it were new.
      await transaction
        .updateTable('audit_head')
        .set({ seal: sealHead({ seq: 0, hash: '' }, key) })
        .where('seq', '=', 0)
        .where('seal', '=', '')
        .execute();
    });
  }
}
