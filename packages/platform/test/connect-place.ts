import type { Connection } from '../src/storage/database.js';
import { connectPostgres } from '../src/storage/postgres/open-postgres.js';
import { openFile } from '../src/storage/sqlite/open-file.js';
import { connectSqlite } from '../src/storage/sqlite/open-sqlite.js';
import type { TestPlace } from './test-databases.js';

/** The database of that place as it is, not brought to any version. Must be destroyed. */
export function connectPlace({ location }: TestPlace): Connection {
  return location.file === undefined
    ? connectPostgres(location.url, { purpose: 'maintenance' })
    : connectSqlite(openFile(location.file));
}
