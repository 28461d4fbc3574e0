import SqliteDatabase from 'better-sqlite3';
import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { NotFoundError, StorageUnavailableError } from '../errors.js';
import { isConflict, toStorageError, toUnavailable } from './to-storage-error.js';

function postgresError(code: string): DatabaseError {
  const error = new DatabaseError('something', 9, 'error');
  error.code = code;
  return error;
}

const sqliteError = (code: string): Error => new SqliteDatabase.SqliteError('something', code);

const systemError = (code: string): Error => Object.assign(new Error('connect failed'), { code });

describe('toStorageError', () => {
  it.each([
    ['a full disk', sqliteError('SQLITE_FULL'), 'its disk is full'],
    ['a failing disk', sqliteError('SQLITE_IOERR_WRITE'), 'its disk fails'],
    ['a read-only file', sqliteError('SQLITE_READONLY_DBMOVED'), 'it is read-only'],
    ['a lock', sqliteError('SQLITE_BUSY_SNAPSHOT'), 'it is busy'],
    ['a damaged file', sqliteError('SQLITE_CORRUPT_INDEX'), 'restore a backup'],
    ['a lost connection', postgresError('08006'), 'the connection was lost'],
    ['a stop by its administrator', postgresError('57P01'), 'stopped or started'],
    ['a crash', postgresError('57P02'), 'stopped or started'],
    ['a start', postgresError('57P03'), 'stopped or started'],
    ['too many connections', postgresError('53300'), 'no more connections'],
    ['a full disk of a server', postgresError('53100'), 'its disk is full'],
    ['no memory', postgresError('53200'), 'no resources left'],
    ['a statement that took too long', postgresError('57014'), 'it took too long'],
    ['a lock that was not given', postgresError('55P03'), 'it is busy'],
    ['a standby', postgresError('25006'), 'it is read-only'],
    ['a wrong password', postgresError('28P01'), 'the user or the password'],
    ['a deadlock', postgresError('40P01'), 'others change the same'],
    ['a failing disk of a server', postgresError('58030'), 'its disk fails'],
    ['a damaged table', postgresError('XX001'), 'it is damaged'],
    ['a refused connection', systemError('ECONNREFUSED'), 'it cannot be reached'],
    ['a reset connection', systemError('ECONNRESET'), 'it cannot be reached'],
    ['an unknown name', systemError('ENOTFOUND'), 'it cannot be reached'],
    ['several refused addresses', new AggregateError([systemError('ECONNREFUSED')]), 'be reached'],
    ['silence', new Error('Query read timeout'), 'it cannot be reached'],
  ])('says of %s that the storage is unavailable, and why', (_name, cause, reason) => {
    const error = toStorageError(cause);
    expect(error).toMatchObject({ code: 'storage_unavailable', status: 503, cause });
    expect(String(error)).toContain(reason);
    // Whoever calls a public route reads it.
    expect(String(error)).not.toContain('something');
    expect(String(error)).not.toContain('connect failed');
  });

  it.each(['22003', '22021', '22P05', '54000'])('says of %s that the request is wrong', (code) => {
    expect(toStorageError(postgresError(code))).toMatchObject({ code: 'invalid_request' });
  });

  it.each([
    ['a constraint', sqliteError('SQLITE_CONSTRAINT_UNIQUE')],
    ['a constraint of a server', postgresError('23505')],
    ['a mistake in a query', sqliteError('SQLITE_ERROR')],
    ['a mistake in a query to a server', postgresError('42703')],
    ['a mistake of the program', new TypeError('no such function')],
    ['an error of the platform', new NotFoundError('nothing')],
    ['what is no error', 'text'],
  ])('leaves %s as it is', (_name, error) => {
    expect(toStorageError(error)).toBe(error);
  });
});

describe('toUnavailable', () => {
  it('keeps the cause', () => {
    const cause = new Error('why');
    expect(toUnavailable('it sleeps', cause)).toMatchObject({
      message: 'the database cannot be used now: it sleeps',
      cause,
    });
  });
});

describe('isConflict', () => {
  it.each([
    ['40001', true],
    ['40P01', true],
    // Nobody knows whether it was done.
    ['40003', false],
    ['08006', false],
  ])('%s: %s', (code, expected) => {
    expect(isConflict(toStorageError(postgresError(code)))).toBe(expected);
  });

  it('is no conflict where no database said so', () => {
    expect(isConflict(new StorageUnavailableError('away'))).toBe(false);
    expect(isConflict(new Error('40001'))).toBe(false);
  });
});
