import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestFolder } from '../../../test/test-databases.js';
import type { Connection } from '../database.js';
import { openFile } from './open-file.js';
import { connectSqlite } from './open-sqlite.js';
import { readCopy, removeFile, removeLeftovers } from './read-copy.js';

/** Several steps of copying. */
const ROWS = 20_000;

const countNotes = async (connection: Connection): Promise<readonly unknown[]> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from notes`.execute(
    connection,
  );
  return rows.map(({ count }) => count);
};

describe('readCopy', () => {
  let folder: ReturnType<typeof makeTestFolder>;
  let path: string;
  let sqlite: SqliteDatabase.Database;
  let connection: Connection;

  beforeEach(() => {
    folder = makeTestFolder();
    path = join(folder.path, 'stagedoor.db');
    sqlite = openFile(path);
    connection = connectSqlite(sqlite);
    sqlite.exec('create table notes (text text)');
    const insert = sqlite.prepare('insert into notes values (?)');
    sqlite.transaction(() => {
      for (let index = 0; index < ROWS; index += 1) insert.run('x'.repeat(1000));
    })();
  });

  afterEach(async () => {
    await connection.destroy();
    folder.dispose();
  });

  it('shows one moment, on a copy that only its owner can read and that is gone after it', async () => {
    await readCopy({ sqlite, connection }, async (snapshot) => {
      const [copy = ''] = readdirSync(folder.path).filter((name) => name.includes('.snapshot-'));
      expect((statSync(join(folder.path, copy)).mode & 0o777).toString(8)).toBe('600');
      sqlite.exec('delete from notes');
      expect(await countNotes(snapshot)).toEqual([ROWS]);
      expect(await countNotes(connection)).toEqual([0]);
    });
    expect(readdirSync(folder.path).filter((name) => name.includes('.snapshot-'))).toEqual([]);
  });

  it('waits for a transaction that is open, and shows nothing half-done', async () => {
    let finish: () => void = () => {};
    const open = connection.transaction().execute(async (transaction) => {
      await sql`delete from notes`.execute(transaction);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      await sql`insert into notes values ('only')`.execute(transaction);
    });
    const copied = readCopy({ sqlite, connection }, countNotes);
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    finish();
    await open;
    expect(await copied).toEqual([1]);
  });

  it('lets others write between its steps', async () => {
    const state = { isDone: false };
    let written = 0;
    const copied = readCopy({ sqlite, connection }, countNotes).finally(() => {
      state.isDone = true;
    });
    while (!state.isDone) {
      await connection.transaction().execute(async (transaction) => {
        await sql`insert into notes values ('more')`.execute(transaction);
        await new Promise(setImmediate);
      });
      written += 1;
    }
    expect(written).toBeGreaterThan(2);
    const [count = 0] = await copied;
    expect(count).toBeGreaterThanOrEqual(ROWS);
    expect(await countNotes(connection)).toEqual([ROWS + written]);
  });

  it('ends with an error, and without a copy, when the database is closed meanwhile', async () => {
    const copied = readCopy({ sqlite, connection }, countNotes).catch((error: unknown) => error);
    // As soon as there is something of it.
    const hasBegun = (): boolean =>
      readdirSync(folder.path).some(
        (name) => name.includes('.snapshot-') && statSync(join(folder.path, name)).size > 0,
      );
    while (!hasBegun()) await new Promise(setImmediate);
    sqlite.close();
    expect(await copied).toBeInstanceOf(Error);
    expect(readdirSync(folder.path)).toEqual(['stagedoor.db']);
  });

  it('leaves no copy when reading fails', async () => {
    const names = readdirSync(folder.path);
    await expect(
      readCopy({ sqlite, connection }, () => Promise.reject(new RangeError('no'))),
    ).rejects.toThrow('no');
    expect(readdirSync(folder.path)).toEqual(names);
  });
});

describe('removeLeftovers', () => {
  it('removes what begins as the database does, and nothing of others', () => {
    const folder = makeTestFolder();
    const path = join(folder.path, 'stagedoor.db');
    const gone = ['.snapshot-12', '.draft-1', '.draft-1-wal'].map((end) => `${path}${end}`);
    const kept = [path, `${path}-wal`, join(folder.path, 'other.db.draft-1')];
    for (const each of [...gone, ...kept]) writeFileSync(each, '');
    removeLeftovers(path);
    expect(gone.filter((each) => existsSync(each))).toEqual([]);
    expect(kept.filter((each) => existsSync(each))).toEqual(kept);
    folder.dispose();
  });
});

describe('removeFile', () => {
  it('removes a database with its log, and minds nothing that is not there', () => {
    const folder = makeTestFolder();
    const path = join(folder.path, 'stagedoor.db');
    writeFileSync(path, '');
    writeFileSync(`${path}-wal`, '');
    removeFile(path);
    expect(readdirSync(folder.path)).toEqual([]);
    folder.dispose();
  });
});
