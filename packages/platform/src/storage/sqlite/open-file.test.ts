import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestFolder } from '../../../test/test-databases.js';
import { openFile } from './open-file.js';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

const codeOf = (open: () => unknown): unknown => {
  try {
    open();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return undefined;
};

/** Another thread, which has the file open for a tenth of a second. */
const HOLDER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const sqlite = new (require('better-sqlite3'))(workerData);
  sqlite.exec('begin immediate');
  parentPort.postMessage('open');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  sqlite.close();
`;

describe('openFile', () => {
  let folder: ReturnType<typeof makeTestFolder>;
  let path: string;

  beforeEach(() => {
    folder = makeTestFolder();
    path = join(folder.path, 'data', 'stagedoor.db');
  });

  afterEach(() => folder.dispose());

  it('makes a folder and a file that only their owner can read, and the log beside it', () => {
    const sqlite = openFile(path);
    sqlite.exec('create table a (b text)');
    expect([join(folder.path, 'data'), path, `${path}-wal`].map(modeOf)).toEqual([
      '700',
      '600',
      '600',
    ]);
    sqlite.close();
  });

  it('takes a file from others who could read it', () => {
    mkdirSync(join(folder.path, 'data'));
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    openFile(path).close();
    expect(modeOf(path)).toBe('600');
  });

  it('loses no commit when the power goes, at the first opening and at any other', () => {
    for (const _ of [1, 2]) {
      const sqlite = openFile(path);
      expect(
        ['journal_mode', 'synchronous', 'foreign_keys', 'locking_mode'].map((pragma) =>
          sqlite.pragma(pragma, { simple: true }),
        ),
      ).toEqual(['wal', 2, 1, 'exclusive']);
      sqlite.close();
    }
  });

  it('is refused while somebody has the file open', () => {
    const first = openFile(path);
    expect(codeOf(() => openFile(path))).toBe('database_in_use');
    first.close();
    expect(codeOf(() => openFile(path).close())).toBeUndefined();
  });

  it('waits a moment for somebody who lets go', async () => {
    openFile(path).close();
    const holder = new Worker(HOLDER, { eval: true, workerData: path });
    const ended = once(holder, 'exit');
    await once(holder, 'message');
    expect(codeOf(() => openFile(path).close())).toBeUndefined();
    await ended;
  });

  it('waits for nobody who only looks at the file with other means', () => {
    openFile(path).close();
    const reader = new SqliteDatabase(path);
    reader.pragma('schema_version');
    expect(codeOf(() => openFile(path).close())).toBe('database_in_use');
    reader.close();
  });

  it.each([
    ['text', 'a list of things to do\n'.repeat(100)],
    ['the beginning of a database', `SQLite format 3\0${'\x7f'.repeat(4096)}`],
  ])('refuses %s, and leaves it as it is', (_name, content) => {
    mkdirSync(join(folder.path, 'data'));
    writeFileSync(path, content);
    expect(codeOf(() => openFile(path))).toBe('not_a_database');
    expect(readFileSync(path, 'latin1')).toBe(content);
  });

  it.each([
    ['a folder', (at: string) => mkdirSync(at, { recursive: true })],
    ['a path below a file', (at: string) => writeFileSync(join(at, '..'), '')],
  ])('says that %s cannot be opened', (_name, prepare) => {
    prepare(path);
    expect(codeOf(() => openFile(path))).toBe('storage_unavailable');
  });
});
