import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { makeTestFolder } from '../../../test/test-databases.js';
import { createFileGauge } from './file-gauge.js';

describe('createFileGauge', () => {
  it('tells how large file and log are', () => {
    const folder = makeTestFolder();
    const path = join(folder.path, 'test.db');
    const sqlite = new SqliteDatabase(path);
    const gauge = createFileGauge(sqlite, path);
    expect(gauge.read().get('log')).toBe(0);
    sqlite.pragma('journal_mode = WAL');
    sqlite.exec('create table rows (text)');
    sqlite.prepare('insert into rows values (?)').run('x'.repeat(100_000));
    sqlite.exec('delete from rows');
    const sizes = gauge.read();
    expect(sizes.get('file')).toBeGreaterThan(100_000);
    expect(sizes.get('free')).toBeGreaterThan(90_000);
    expect(sizes.get('log')).toBeGreaterThan(100_000);
    sqlite.close();
    folder.dispose();
  });
});
