import { checkDatabaseUrl, type DatabaseLocation } from '../parse-database-location.js';
import { replacePostgres } from '../postgres/replace-postgres.js';
import { replaceSqlite } from '../sqlite/replace-sqlite.js';
import { fillDatabase } from './fill-database.js';
import type { RowSource, TableDigest } from './row-source.js';

/**
 * Puts the rows of `source` in place of what the database there has; where that is not to be lost, `isForced` must be
 * said. Throws `database_in_use`, `database_not_empty`, `database_newer`, `not_a_database`, `backup_invalid`,
 * `copy_differs` and `storage_unavailable`; the database is then as it was.
 */
export function replaceDatabase(
  { file, url }: DatabaseLocation,
  source: RowSource,
  isForced: boolean,
): Promise<readonly TableDigest[]> {
  return file === undefined
    ? replacePostgres(checkDatabaseUrl(url), {
        isForced,
        fill: (transaction) => fillDatabase(transaction, 'postgres', source),
      })
    : replaceSqlite(file, {
        isForced,
        fill: (transaction) => fillDatabase(transaction, 'sqlite', source),
      });
}
