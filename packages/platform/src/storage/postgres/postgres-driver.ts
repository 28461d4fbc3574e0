import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import { DatabaseError, type Pool, type PoolClient, type QueryResult as PgResult } from 'pg';
import { StorageUnavailableError } from '../../errors.js';
import { checkParameters } from '../check-parameters.js';
import { parseRows } from '../parse-rows.js';
import { toStorageError, toUnavailable } from '../to-storage-error.js';

const WRITES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** One connection, from when it is taken out of the pool until it is put back. */
class PostgresConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  #isBroken = false;
  #cursors = 0;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async run({ sql, parameters }: CompiledQuery): Promise<PgResult<object>> {
    checkParameters(parameters);
    try {
      return await this.#client.query(sql, [...parameters]);
    } catch (error) {
      const found = toStorageError(error);
      // What said nothing of the database may still be under way: nobody else may get this connection.
      if (found instanceof StorageUnavailableError && !(error instanceof DatabaseError)) {
        this.#isBroken = true;
      }
      throw found;
    }
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { command, rowCount, rows } = await this.run(query);
    return WRITES.has(command)
      ? { rows: parseRows<Row>(rows), numAffectedRows: BigInt(rowCount ?? 0) }
      : { rows: parseRows<Row>(rows) };
  }

  /** Needs a transaction. */
  async *streamQuery<Row>(
    { sql, parameters, ...rest }: CompiledQuery,
    chunkSize: number,
  ): AsyncIterableIterator<QueryResult<Row>> {
    this.#cursors += 1;
    const cursor = `stagedoor_${this.#cursors}`;
    await this.run({ ...rest, sql: `declare ${cursor} no scroll cursor for ${sql}`, parameters });
    for (;;) {
      const fetch = CompiledQuery.raw(`fetch ${Math.max(1, Math.trunc(chunkSize))} from ${cursor}`);
      const { rows } = await this.run(fetch);
      if (rows.length === 0) break;
      yield { rows: parseRows<Row>(rows) };
    }
    await this.run(CompiledQuery.raw(`close ${cursor}`));
  }

  /** Ends the transaction, and the connection where that cannot be done: the database then gives the transaction up. */
  async rollback(): Promise<void> {
    if (this.#isBroken) return;
    try {
      await this.run(CompiledQuery.raw('rollback'));
    } catch {
      this.#isBroken = true;
    }
  }

  release(): void {
    this.#client.release(this.#isBroken);
  }
}

/** The connections that are taken from one pool. */
class PostgresDriver implements Driver {
  readonly #pool: Pool;
  readonly #taken = new WeakMap<DatabaseConnection, PostgresConnection>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    try {
      const connection = new PostgresConnection(await this.#pool.connect());
      this.#taken.set(connection, connection);
      return connection;
    } catch (error) {
      throw toStorageError(error);
    }
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#taken.get(connection)?.release();
  }

  async beginTransaction(
    connection: DatabaseConnection,
    { isolationLevel = 'read committed', accessMode }: TransactionSettings,
  ): Promise<void> {
    const begin = `start transaction isolation level ${isolationLevel} ${accessMode ?? ''}`;
    await connection.executeQuery(CompiledQuery.raw(begin));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const result = await this.#taken.get(connection)?.run(CompiledQuery.raw('commit'));
    // So it answers where an error before was not let through: nothing was kept.
    if (result?.command === 'ROLLBACK') throw toUnavailable('it gave a transaction up');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#taken.get(connection)?.rollback();
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

/** Kysely on a pool of `pg`, which loses no broken connection into the pool, and says errors as the platform does. */
export class PooledDialect extends PostgresDialect {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): Driver {
    return new PostgresDriver(this.#pool);
  }
}
