import { type Kysely, Migrator } from 'kysely';
import { StorageUnavailableError } from '../errors.js';
import { MIGRATIONS } from './migrations/migration-table.js';
import type { Tables } from './tables.js';

/**
 * Brings the tables to the newest version, under a lock where several processes may start at the same time. Throws
 * `storage_unavailable`, also for a database of a newer version than this program knows.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : 'for an unknown reason';
  throw new StorageUnavailableError(`the database cannot be brought to this version: ${reason}`, {
    cause: error,
  });
}
