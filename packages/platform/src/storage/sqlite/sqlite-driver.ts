import type SqliteDatabase from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteDialect,
} from 'kysely';
import { checkParameters } from '../check-parameters.js';
import { parseRows } from '../parse-rows.js';
import { toStorageError } from '../to-storage-error.js';
import { StatementCache } from './statement-cache.js';

/** The one connection of an embedded database. */
class SqliteConnection implements DatabaseConnection {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #statements: StatementCache;

  constructor(sqlite: SqliteDatabase.Database) {
    this.#sqlite = sqlite;
    this.#statements = new StatementCache(sqlite);
  }

  get isInTransaction(): boolean {
    return this.#sqlite.inTransaction;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    checkParameters(parameters);
    try {
      const statement = this.#statements.prepare(sql);
      if (statement.reader) return { rows: parseRows<Row>(statement.all(...parameters)) };
      const { changes, lastInsertRowid } = statement.run(...parameters);
      return {
        rows: [],
        numAffectedRows: BigInt(changes),
        insertId: BigInt(lastInsertRowid),
      };
    } catch (error) {
      throw toStorageError(error);
    }
  }

  async *streamQuery<Row>(
    { sql, parameters }: CompiledQuery,
    chunkSize: number,
  ): AsyncIterableIterator<QueryResult<Row>> {
    checkParameters(parameters);
    try {
      // Not from the cache: it stays busy while others run.
      const statement = this.#sqlite.prepare(sql);
      let rows: unknown[] = [];
      for (const row of statement.iterate(...parameters)) {
        rows.push(row);
        if (rows.length < chunkSize) continue;
        yield { rows: parseRows<Row>(rows) };
        rows = [];
      }
      if (rows.length > 0) yield { rows: parseRows<Row>(rows) };
    } catch (error) {
      throw toStorageError(error);
    }
  }
}

/** Everyone waits for the one connection in the order in which they came. */
class SqliteDriver implements Driver {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #connection: SqliteConnection;
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  constructor(sqlite: SqliteDatabase.Database) {
    this.#sqlite = sqlite;
    this.#connection = new SqliteConnection(sqlite);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    const next = this.#waiting.shift();
    if (next === undefined) this.#isTaken = false;
    else next();
  }

  async beginTransaction(): Promise<void> {
    // A disk that failed may not have let the last one end.
    await this.rollbackTransaction();
    await this.#connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw('commit'));
  }

  /** A full or failing disk has already ended the transaction. */
  async rollbackTransaction(): Promise<void> {
    if (!this.#connection.isInTransaction) return;
    await this.#connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {
    this.#sqlite.close();
  }
}

/** Kysely on one connection of better-sqlite3, with compiled statements kept and errors as the platform says them. */
export class EmbeddedDialect extends SqliteDialect {
  readonly #sqlite: SqliteDatabase.Database;

  constructor(sqlite: SqliteDatabase.Database) {
    super({ database: sqlite });
    this.#sqlite = sqlite;
  }

  override createDriver(): Driver {
    return new SqliteDriver(this.#sqlite);
  }
}
