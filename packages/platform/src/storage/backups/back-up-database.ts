import type { Database } from '../database.js';
import type { TableDigest } from './row-source.js';
import { openTableSource } from './table-source.js';
import { type BackupTarget, writeBackup } from './write-backup.js';

/** What was written, table by table. */
export interface BackupReport {
  /** When the backup was made, Unix seconds. */
  readonly createdAt: number;
  /** The last migration of the tables in it. */
  readonly migration: string;
  readonly tables: readonly TableDigest[];
}

/** Writes all that is in an open database, as it is at one moment, into a file. Throws `backup_file_unusable`. */
export function backUpDatabase(database: Database, target: BackupTarget): Promise<BackupReport> {
  return database.readSnapshot(async (snapshot) => {
    const source = await openTableSource(snapshot, database.engine);
    await writeBackup(source, target);
    return { createdAt: target.createdAt, migration: source.migration, tables: source.digests() };
  });
}
