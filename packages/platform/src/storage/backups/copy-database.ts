import { existsSync } from 'node:fs';
import { DatabaseLocationError } from '../errors.js';
import { openDatabase } from '../open-database.js';
import type { DatabaseLocation } from '../parse-database-location.js';
import { replaceDatabase } from './replace-database.js';
import type { TableDigest } from './row-source.js';
import { openTableSource } from './table-source.js';

/** Where a copy goes. */
export interface CopyOptions {
  readonly from: DatabaseLocation;
  /** Must be empty. */
  readonly to: DatabaseLocation;
}

function checkLocations({ from, to }: CopyOptions): void {
  if (from.file !== undefined && !existsSync(from.file)) {
    throw new DatabaseLocationError(`there is no database ${from.file}`);
  }
  if (from.file === to.file && from.url === to.url) {
    throw new DatabaseLocationError('a database cannot be copied to itself: name another one');
  }
}

/**
 * Copies a database to an empty one of either engine, and compares every table of both. Throws
 * `database_location_invalid`, `database_in_use`, `database_not_empty`, `copy_differs` and `storage_unavailable`; the
 * target is then as it was.
 */
export async function copyDatabase(options: CopyOptions): Promise<readonly TableDigest[]> {
  checkLocations(options);
  const database = await openDatabase(options.from);
  try {
    return await database.readSnapshot(async (snapshot) =>
      replaceDatabase(options.to, await openTableSource(snapshot, database.engine), false),
    );
  } finally {
    await database.close();
  }
}
