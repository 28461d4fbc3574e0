import SqliteDatabase from 'better-sqlite3';
import { DatabaseError } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from './database.js';
import { connectSqlite } from './sqlite/open-sqlite.js';
import { toStorageError } from './to-storage-error.js';
import { transactAgain } from './transact-again.js';

function conflict(): unknown {
  const error = new DatabaseError('could not serialize access', 9, 'error');
  error.code = '40001';
  return toStorageError(error);
}

describe('transactAgain', () => {
  let connection: Connection;
  let attempts: number;

  beforeEach(() => {
    connection = connectSqlite(new SqliteDatabase(':memory:'));
    attempts = 0;
  });

  afterEach(() => connection.destroy());

  const failFirst = (count: number, error: () => unknown) => async (): Promise<string> => {
    attempts += 1;
    if (attempts <= count) throw error();
    return 'done';
  };

  it('tries again what was given up in favour of another', async () => {
    expect(await transactAgain(connection, failFirst(2, conflict))).toBe('done');
    expect(attempts).toBe(3);
  });

  it('does not try for ever', async () => {
    await expect(transactAgain(connection, failFirst(9, conflict))).rejects.toMatchObject({
      code: 'storage_unavailable',
    });
    expect(attempts).toBe(3);
  });

  it('tries nothing else again', async () => {
    const failing = transactAgain(
      connection,
      failFirst(1, () => new RangeError('no')),
    );
    await expect(failing).rejects.toThrow('no');
    expect(attempts).toBe(1);
  });
});
