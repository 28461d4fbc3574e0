import type SqliteDatabase from 'better-sqlite3';

/** Texts of queries are few, as values are bound; those of lists with many values come and go. */
const CAPACITY = 256;
/** Longer ones are inserts of many rows at once. */
const MAX_SQL_LENGTH = 4096;

/** Compiled statements by their text: half of the time of a small query goes into compiling it. */
export class StatementCache {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #statements = new Map<string, SqliteDatabase.Statement>();

  constructor(sqlite: SqliteDatabase.Database) {
    this.#sqlite = sqlite;
  }

  /** The statement of that text, which must have ended before it is asked for again. */
  prepare(sql: string): SqliteDatabase.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#sqlite.prepare(sql);
    if (sql.length > MAX_SQL_LENGTH) return statement;
    // The oldest one goes, used or not: what is asked for all the time is soon there again.
    if (this.#statements.size >= CAPACITY) this.#dropOldest();
    this.#statements.set(sql, statement);
    return statement;
  }

  #dropOldest(): void {
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined) this.#statements.delete(oldest);
  }
}
