import type { Database } from './database.js';
import { checkDatabaseUrl, type DatabaseLocation } from './parse-database-location.js';
import { openPostgres, type OpenPostgresOptions } from './postgres/open-postgres.js';
import { openSqlite } from './sqlite/open-sqlite.js';

/**
 * Opens the database there, and brings it to this version. An embedded one is made where there is none. Throws
 * `database_location_invalid`, `database_in_use`, `not_a_database`, `database_newer`, `database_not_empty` and
 * `storage_unavailable`.
 */
export async function openDatabase(
  { file, url }: DatabaseLocation,
  options: OpenPostgresOptions = {},
): Promise<Database> {
  return file === undefined ? openPostgres(checkDatabaseUrl(url), options) : openSqlite(file);
}
