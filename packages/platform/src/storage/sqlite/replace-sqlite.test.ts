import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInChild } from '../../../test/open-in-child.js';
import { makeTestFolder } from '../../../test/test-databases.js';
import type { Connection } from '../database.js';
import { migrate } from '../migrate.js';
import { openSqlite } from './open-sqlite.js';
import { replaceSqlite } from './replace-sqlite.js';

async function addOrganization(connection: Connection, id: string): Promise<void> {
  await connection.insertInto('organizations').values({ id, name: id, created_at: 1 }).execute();
}

const fillWith =
  (id: string) =>
  async (transaction: Connection): Promise<string> => {
    await migrate(transaction, 'sqlite');
    await addOrganization(transaction, id);
    return id;
  };

async function listIds(path: string): Promise<readonly string[]> {
  const database = await openSqlite(path);
  const rows = await database.connection.selectFrom('organizations').select('id').execute();
  await database.close();
  return rows.map(({ id }) => id);
}

describe('replaceSqlite', () => {
  let folder: ReturnType<typeof makeTestFolder>;
  let path: string;

  const make = async (id: string): Promise<void> => {
    const database = await openSqlite(path);
    await addOrganization(database.connection, id);
    await database.close();
  };

  beforeEach(() => {
    folder = makeTestFolder();
    path = join(folder.path, 'stagedoor.db');
  });

  afterEach(() => folder.dispose());

  it('makes a database where there is none, for its owner alone', async () => {
    expect(await replaceSqlite(path, { isForced: false, fill: fillWith('new') })).toBe('new');
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(folder.path)).toEqual(['stagedoor.db']);
    expect(await listIds(path)).toEqual(['new']);
  });

  it('replaces one, when that is meant, and nothing of the old one comes back', async () => {
    await make('old');
    await expect(
      replaceSqlite(path, { isForced: false, fill: fillWith('new') }),
    ).rejects.toMatchObject({ code: 'database_not_empty' });
    expect(await listIds(path)).toEqual(['old']);
    await replaceSqlite(path, { isForced: true, fill: fillWith('new') });
    expect(readdirSync(folder.path)).toEqual(['stagedoor.db']);
    expect(await listIds(path)).toEqual(['new']);
  });

  it('takes the log of a killed process for that of the old database alone', async () => {
    const child = await openInChild({ file: path });
    await child.kill();
    expect(existsSync(`${path}-wal`)).toBe(true);
    await replaceSqlite(path, { isForced: true, fill: fillWith('new') });
    expect(await listIds(path)).toEqual(['new']);
  });

  it('leaves everything as it was when filling fails', async () => {
    const failing = replaceSqlite(path, {
      isForced: true,
      fill: async (transaction) => {
        await fillWith('half')(transaction);
        throw new RangeError('no');
      },
    });
    await expect(failing).rejects.toThrow('no');
    expect(readdirSync(folder.path)).toEqual([]);
    await make('old');
    await expect(
      replaceSqlite(path, { isForced: true, fill: () => Promise.reject(new RangeError('no')) }),
    ).rejects.toThrow('no');
    expect(readdirSync(folder.path)).toEqual(['stagedoor.db']);
    expect(await listIds(path)).toEqual(['old']);
  });

  it('keeps other processes out while it works', async () => {
    await make('old');
    await replaceSqlite(path, {
      isForced: true,
      fill: async (transaction) => {
        const child = await openInChild({ file: path });
        expect(child.outcome).toMatchObject({ code: 'database_in_use' });
        await child.end();
        return fillWith('new')(transaction);
      },
    });
    expect(await listIds(path)).toEqual(['new']);
  });

  it('replaces a damaged file only when that is meant, and keeps it beside', async () => {
    writeFileSync(path, 'damaged'.repeat(1000));
    writeFileSync(`${path}-wal`, 'a log of nothing');
    await expect(
      replaceSqlite(path, { isForced: false, fill: fillWith('new') }),
    ).rejects.toMatchObject({ code: 'not_a_database' });
    await replaceSqlite(path, { isForced: true, fill: fillWith('new') });
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe('damaged'.repeat(1000));
    expect(await listIds(path)).toEqual(['new']);
  });

  it('does not take the database of another program for an empty one', async () => {
    const other = new SqliteDatabase(path);
    other.exec('create table songs (title text)');
    other.close();
    await expect(
      replaceSqlite(path, { isForced: false, fill: fillWith('new') }),
    ).rejects.toMatchObject({ code: 'not_a_database' });
  });
});
