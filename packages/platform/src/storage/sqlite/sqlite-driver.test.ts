import SqliteDatabase from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedDialect } from './sqlite-driver.js';

interface Notes {
  readonly notes: { readonly id: number; readonly text: string };
}

const PAGE_BYTES = 4096;

describe('EmbeddedDialect', () => {
  let sqlite: SqliteDatabase.Database;
  let db: Kysely<Notes>;

  const insert = (id: number, text = 'x'): Promise<unknown> =>
    db.insertInto('notes').values({ id, text }).execute();
  const listIds = async (): Promise<readonly number[]> => {
    const rows = await db.selectFrom('notes').select('id').orderBy('id').execute();
    return rows.map(({ id }) => id);
  };

  beforeEach(() => {
    sqlite = new SqliteDatabase(':memory:');
    sqlite.exec('create table notes (id integer primary key, text text)');
    db = new Kysely<Notes>({ dialect: new EmbeddedDialect(sqlite) });
  });

  afterEach(() => db.destroy());

  it('says what was changed', async () => {
    await insert(1);
    await insert(2);
    const { numUpdatedRows } = await db.updateTable('notes').set({ text: 'y' }).executeTakeFirst();
    expect(numUpdatedRows).toBe(2n);
    expect(await db.deleteFrom('notes').where('id', '=', 1).returning('text').execute()).toEqual([
      { text: 'y' },
    ]);
  });

  it('lets transactions wait for each other, in the order in which they came', async () => {
    const order: string[] = [];
    const transactions = ['a', 'b', 'c'].map((name) =>
      db.transaction().execute(async () => {
        order.push(`${name} begins`);
        await new Promise(setImmediate);
        order.push(`${name} ends`);
      }),
    );
    const reading = listIds().then(() => order.push('read'));
    await Promise.all([...transactions, reading]);
    expect(order).toEqual([
      'a begins',
      'a ends',
      'b begins',
      'b ends',
      'c begins',
      'c ends',
      'read',
    ]);
  });

  it('keeps nothing of a transaction that fails, and says what failed', async () => {
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('notes').values({ id: 1, text: 'x' }).execute();
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await listIds()).toEqual([]);
  });

  it('says of a full disk what it is, keeps nothing of the transaction, and goes on when there is room', async () => {
    sqlite.pragma('max_page_count = 3');
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('notes').values({ id: 1, text: 'x' }).execute();
      const text = 'x'.repeat(PAGE_BYTES * 3);
      await transaction.insertInto('notes').values({ id: 2, text }).execute();
    });
    await expect(failing).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringContaining('disk is full') as string,
      cause: { code: 'SQLITE_FULL' },
    });
    expect(await listIds()).toEqual([]);
    sqlite.pragma('max_page_count = 1000');
    await insert(3);
    expect(await listIds()).toEqual([3]);
  });

  it('lets constraints and mistakes through as they are', async () => {
    await insert(1);
    await expect(insert(1)).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    await expect(sql`select missing`.execute(db)).rejects.toThrow('no such column');
  });

  it('refuses values that PostgreSQL does not keep', async () => {
    await expect(insert(1, 'a\0b')).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(insert(2 ** 60)).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await listIds()).toEqual([]);
  });

  it('streams rows in parts, also when the reader stops early', async () => {
    for (const id of [1, 2, 3, 4, 5]) await insert(id);
    const seen: number[] = [];
    for await (const { id } of db.selectFrom('notes').select('id').orderBy('id').stream(2)) {
      seen.push(id);
      if (id === 4) break;
    }
    expect(seen).toEqual([1, 2, 3, 4]);
    await insert(6);
    expect(await listIds()).toHaveLength(6);
  });
});
