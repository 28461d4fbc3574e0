import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StatementCache } from './statement-cache.js';

describe('StatementCache', () => {
  let sqlite: SqliteDatabase.Database;
  let statements: StatementCache;

  beforeEach(() => {
    sqlite = new SqliteDatabase(':memory:');
    statements = new StatementCache(sqlite);
  });

  afterEach(() => sqlite.close());

  it('compiles a text once', () => {
    expect(statements.prepare('select 1')).toBe(statements.prepare('select 1'));
  });

  it('keeps no more than it has room for, and gives up the oldest', () => {
    const first = statements.prepare('select 0');
    const texts = Array.from({ length: 256 }, (_, index) => `select ${index + 1}`);
    for (const text of texts) statements.prepare(text);
    expect(statements.prepare('select 0')).not.toBe(first);
    expect(statements.prepare('select 256')).toBe(statements.prepare('select 256'));
  });

  it('keeps no long text', () => {
    const long = `select '${'x'.repeat(5000)}'`;
    expect(statements.prepare(long)).not.toBe(statements.prepare(long));
  });

  it('reads a table as it is after a change of its columns', () => {
    sqlite.exec('create table a (b text); insert into a values (1)');
    expect(statements.prepare('select * from a').all()).toEqual([{ b: '1' }]);
    sqlite.exec('alter table a add column c text');
    expect(statements.prepare('select * from a').all()).toEqual([{ b: '1', c: null }]);
  });
});
