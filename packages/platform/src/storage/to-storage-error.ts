import SqliteDatabase from 'better-sqlite3';
import { DatabaseError } from 'pg';
import { InvalidRequestError, PlatformError, StorageUnavailableError } from '../errors.js';

/** What kind of trouble a driver's code tells of: codes that begin so, and what is said of them. The first one counts. */
const OUTAGES: readonly (readonly [start: string, reason: string])[] = [
  ['SQLITE_FULL', 'its disk is full'],
  ['SQLITE_READONLY', 'it is read-only'],
  ['SQLITE_BUSY', 'it is busy'],
  ['SQLITE_LOCKED', 'it is busy'],
  ['SQLITE_CORRUPT', 'it is damaged; restore a backup'],
  ['SQLITE_NOTADB', 'it is damaged; restore a backup'],
  ['SQLITE_IOERR', 'its disk fails'],
  ['SQLITE_CANTOPEN', 'its file cannot be opened'],
  ['SQLITE_NOMEM', 'there is no memory left'],
  ['SQLITE_PROTOCOL', 'it is busy'],
  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  ['08', 'the connection was lost'],
  ['25006', 'it is read-only'],
  ['25P03', 'a transaction took too long'],
  ['28', 'it refuses the user or the password of its URL'],
  ['3D000', 'there is no database of that name'],
  ['40', 'others change the same'],
  ['53100', 'its disk is full'],
  ['53300', 'it takes no more connections'],
  ['53', 'it has no resources left'],
  ['55P03', 'it is busy'],
  ['55006', 'it is busy'],
  ['57014', 'it took too long'],
  ['57', 'it is being stopped or started'],
  ['58', 'its disk fails'],
  ['XX', 'it is damaged'],
];

/** What no column takes, whatever the request was: text with U+0000, numbers out of range, more than an index holds. */
const BAD_VALUES = ['22003', '22021', '22P05', '54000'];

/** What Kysely, the driver and the system say where there is no code of the database. */
function isProgramError(error: unknown): boolean {
  return !(error instanceof Error) || error instanceof TypeError || error instanceof RangeError;
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof SqliteDatabase.SqliteError) return error.code;
  return error instanceof DatabaseError ? (error.code ?? '') : undefined;
}

/** An outage, with what the driver said as its cause. The message is for everyone: it names neither host nor file. */
export function toUnavailable(reason: string, cause?: unknown): StorageUnavailableError {
  return new StorageUnavailableError(`the database cannot be used now: ${reason}`, { cause });
}

/**
 * What a driver threw, as the platform says it: `storage_unavailable` where the database is away, full, busy or broken,
 * `invalid_request` for values that it cannot hold. Anything else, such as a constraint or a mistake in a query, stays as
 * it is. The one place that knows the codes of drivers.
 */
export function toStorageError(error: unknown): unknown {
  if (error instanceof PlatformError || isProgramError(error)) return error;
  const code = codeOf(error);
  // No database answered at all: refused, reset, timed out, name not found.
  if (code === undefined) return toUnavailable('it cannot be reached', error);
  if (BAD_VALUES.includes(code)) {
    return new InvalidRequestError('a value is too large or too long to be stored', {
      cause: error,
    });
  }
  const outage = OUTAGES.find(([start]) => code.startsWith(start));
  return outage === undefined ? error : toUnavailable(outage[1], error);
}

/** Whether the engine gave a transaction up in favour of another, so that it can be tried again. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof StorageUnavailableError)) return false;
  // 40003 says that nobody knows whether it was done.
  return ['40001', '40P01'].includes(codeOf(error.cause) ?? '');
}
