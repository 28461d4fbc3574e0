import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInChild } from '../../../test/open-in-child.js';
import { makeTestFolder } from '../../../test/test-databases.js';
import { connectSqlite, openSqlite } from './open-sqlite.js';

describe('openSqlite', () => {
  let folder: ReturnType<typeof makeTestFolder>;
  let path: string;

  beforeEach(() => {
    folder = makeTestFolder();
    path = join(folder.path, 'stagedoor.db');
  });

  afterEach(() => folder.dispose());

  it('is refused while another process has the database open, and not any more when that has ended', async () => {
    const child = await openInChild({ file: path });
    expect(child.outcome).toEqual({ isOpen: true });
    await expect(openSqlite(path)).rejects.toMatchObject({ code: 'database_in_use' });
    await child.end();
    await (await openSqlite(path)).close();
  });

  it('keeps another process out', async () => {
    const database = await openSqlite(path);
    const child = await openInChild({ file: path });
    expect(child.outcome).toMatchObject({ code: 'database_in_use' });
    await child.end();
    await database.close();
  });

  it('opens what a killed process had open', async () => {
    const child = await openInChild({ file: path });
    await child.kill();
    const database = await openSqlite(path);
    const { rows } = await sql`pragma integrity_check`.execute(database.connection);
    expect(rows).toEqual([{ integrity_check: 'ok' }]);
    await database.close();
  });

  it('refuses the database of another program', async () => {
    const other = new SqliteDatabase(path);
    other.exec('create table songs (title text)');
    other.close();
    await expect(openSqlite(path)).rejects.toMatchObject({
      code: 'not_a_database',
      message: expect.stringContaining('"songs"') as string,
    });
  });

  it('removes what a process that was killed at a backup or a restore has left', async () => {
    const leftovers = ['.snapshot-1', '.snapshot-1-journal', '.draft-1', '.draft-1-wal'];
    const others = ['.damaged', '.backup'];
    for (const end of [...leftovers, ...others]) writeFileSync(`${path}${end}`, '');
    await (await openSqlite(path)).close();
    expect(leftovers.filter((end) => existsSync(`${path}${end}`))).toEqual([]);
    expect(others.filter((end) => existsSync(`${path}${end}`))).toEqual(others);
  });

  it('needs no change feed', async () => {
    const database = await openSqlite(path);
    expect([database.isExclusive, database.changes.isComplete]).toEqual([true, true]);
    await database.close();
  });
});

describe('connectSqlite', () => {
  it('leaves the tables as they are', async () => {
    const connection = connectSqlite(new SqliteDatabase(':memory:'));
    const { rows } = await sql`select name from sqlite_master`.execute(connection);
    expect(rows).toEqual([]);
    await connection.destroy();
  });
});
