import { statSync } from 'node:fs';
import type SqliteDatabase from 'better-sqlite3';
import type { DatabaseGauge } from '../database-gauge.js';

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** How large the embedded database is: octets of its file, of what is free in it, and of its write-ahead log. */
export function createFileGauge(
  sqlite: Pick<SqliteDatabase.Database, 'pragma'>,
  path: string,
): DatabaseGauge {
  const pragma = (name: string): number => numberOf(sqlite.pragma(name, { simple: true }));
  return {
    name: 'database_bytes',
    help: 'Size of the embedded database: its file, what is free in it, and its write-ahead log',
    read: () => {
      const pageBytes = pragma('page_size');
      return new Map([
        ['file', pragma('page_count') * pageBytes],
        ['free', pragma('freelist_count') * pageBytes],
        ['log', statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0],
      ]);
    },
  };
}
