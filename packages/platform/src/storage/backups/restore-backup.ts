import type { DatabaseLocation } from '../parse-database-location.js';
import type { BackupReport } from './back-up-database.js';
import { openBackup } from './open-backup.js';
import { replaceDatabase } from './replace-database.js';

/**
 * Puts what is in a backup in place of a database. The backup is read from end to end before anything is touched, and the
 * database is either as the backup has it or as it was. Throws `backup_invalid`, `backup_newer`, `backup_file_unusable`,
 * `database_in_use`, `database_not_empty` where it is not forced, `database_newer`, `not_a_database`, `copy_differs` and
 * `storage_unavailable`.
 */
export async function restoreBackup(
  path: string,
  { location, isForced }: { readonly location: DatabaseLocation; readonly isForced: boolean },
): Promise<BackupReport> {
  const { createdAt, source } = await openBackup(path);
  const tables = await replaceDatabase(location, source, isForced);
  return { createdAt, migration: source.migration, tables };
}
