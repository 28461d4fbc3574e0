import { PlatformError } from '../errors.js';

/** What was named as a database is no URL of PostgreSQL and no file. */
export class DatabaseLocationError extends PlatformError {
  readonly code = 'database_location_invalid';
  readonly status = 500;
}

/** The file is no database, or one of another program. */
export class NotDatabaseError extends PlatformError {
  readonly code = 'not_a_database';
  readonly status = 500;
}

/** A newer version of this program has worked on the database. */
export class DatabaseNewerError extends PlatformError {
  readonly code = 'database_newer';
  readonly status = 500;

  /** @param migration The first migration of it that this version does not know. */
  constructor(migration: string) {
    super(
      `the database was brought to ${migration} by a newer version of stagedoor: run that version, or restore a ` +
        'backup from before',
    );
  }
}

/** The database that is to be filled has something in it. */
export class DatabaseNotEmptyError extends PlatformError {
  readonly code = 'database_not_empty';
  readonly status = 409;
}

/** The file is no backup, or not as it was written. */
export class BackupInvalidError extends PlatformError {
  readonly code = 'backup_invalid';
  readonly status = 500;
}

/** A newer version of this program wrote the backup. */
export class BackupNewerError extends PlatformError {
  readonly code = 'backup_newer';
  readonly status = 500;
}

/** The file of a backup cannot be read or written. */
export class BackupFileError extends PlatformError {
  readonly code = 'backup_file_unusable';
  readonly status = 500;
}

/** What was written into a database and what is read back from it are not the same. Nothing of it was kept. */
export class CopyDiffersError extends PlatformError {
  readonly code = 'copy_differs';
  readonly status = 500;
}
