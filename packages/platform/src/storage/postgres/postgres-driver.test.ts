import { Kysely, sql } from 'kysely';
import { Client, type Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePostgresDatabase, POSTGRES_URL } from '../../../test/test-databases.js';
import { openPool } from './open-pool.js';
import { PooledDialect } from './postgres-driver.js';

interface Notes {
  readonly notes: { readonly id: number; readonly text: string };
}

describe.skipIf(POSTGRES_URL === undefined)('PooledDialect', () => {
  let place: Awaited<ReturnType<typeof makePostgresDatabase>>;
  let pool: Pool;
  let db: Kysely<Notes>;
  let other: Client;

  const insert = (id: number, text = 'x'): Promise<unknown> =>
    db.insertInto('notes').values({ id, text }).execute();
  const listIds = async (): Promise<readonly number[]> => {
    const rows = await db.selectFrom('notes').select('id').orderBy('id').execute();
    return rows.map(({ id }) => id);
  };
  const findPid = async (connection: Kysely<Notes>): Promise<number> => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection);
    return rows[0]?.pid ?? 0;
  };
  const cutOff = (pid: number): Promise<unknown> =>
    other.query('select pg_terminate_backend($1)', [pid]);

  beforeEach(async () => {
    place = await makePostgresDatabase();
    pool = openPool(place.url, { purpose: 'requests' });
    db = new Kysely<Notes>({ dialect: new PooledDialect(pool) });
    other = new Client({ connectionString: place.url });
    await other.connect();
    await other.query('create table notes (id bigint primary key, text text)');
  });

  afterEach(async () => {
    await other.end();
    await db.destroy();
    await place.dispose();
  });

  it('says what was changed, and reads numbers as numbers', async () => {
    await insert(1);
    await insert(2 ** 52);
    const { numUpdatedRows } = await db.updateTable('notes').set({ text: 'y' }).executeTakeFirst();
    expect(numUpdatedRows).toBe(2n);
    expect(await listIds()).toEqual([1, 2 ** 52]);
  });

  it('keeps nothing of a transaction that fails, and says what failed', async () => {
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('notes').values({ id: 1, text: 'x' }).execute();
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await listIds()).toEqual([]);
  });

  it('does not take for done what the database gave up because of an error that was let pass', async () => {
    await insert(1);
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('notes').values({ id: 2, text: 'x' }).execute();
      await transaction
        .insertInto('notes')
        .values({ id: 1, text: 'x' })
        .execute()
        .catch(() => {});
    });
    await expect(failing).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(await listIds()).toEqual([1]);
  });

  it('says so when the connection is lost in a transaction, and takes another one after it', async () => {
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('notes').values({ id: 1, text: 'x' }).execute();
      await cutOff(await findPid(transaction));
      await transaction.insertInto('notes').values({ id: 2, text: 'x' }).execute();
    });
    await expect(failing).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(await listIds()).toEqual([]);
    expect(pool.totalCount).toBe(1);
  });

  it('says so when the connection is lost between two queries, and the process lives on', async () => {
    let failed = 0;
    await db.connection().execute(async (connection) => {
      await cutOff(await findPid(connection));
      await sql`select 1`.execute(connection).catch(() => (failed += 1));
      await sql`select 1`.execute(connection).catch(() => (failed += 1));
    });
    expect(failed).toBe(2);
    expect(await listIds()).toEqual([]);
  });

  it('gives nobody else a connection whose query never ended', async () => {
    await db.connection().execute(async (connection) => {
      const client = await findPid(connection);
      await sql`set statement_timeout = 100`.execute(connection);
      await expect(sql`select pg_sleep(10)`.execute(connection)).rejects.toMatchObject({
        code: 'storage_unavailable',
        message: expect.stringContaining('took too long') as string,
      });
      // The server said so: the connection is good.
      expect(await findPid(connection)).toBe(client);
    });
    const impatient = openPool(`${place.url}?query_timeout=100`, { purpose: 'maintenance' });
    const hasty = new Kysely<Notes>({ dialect: new PooledDialect(impatient) });
    const first = await findPid(hasty);
    await expect(sql`select pg_sleep(1)`.execute(hasty)).rejects.toMatchObject({
      code: 'storage_unavailable',
    });
    expect(await findPid(hasty)).not.toBe(first);
    await hasty.destroy();
  });

  it('lets constraints and mistakes through as they are', async () => {
    await insert(1);
    await expect(insert(1)).rejects.toMatchObject({ code: '23505' });
    await expect(sql`select missing`.execute(db)).rejects.toMatchObject({ code: '42703' });
  });

  it('refuses values that SQLite would change', async () => {
    await expect(insert(1, 'a\0b')).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(insert(2 ** 60)).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await listIds()).toEqual([]);
  });

  it('streams rows in parts, several tables one after the other, also when the reader stops early', async () => {
    for (const id of [1, 2, 3, 4, 5]) await insert(id);
    await db.transaction().execute(async (transaction) => {
      const seen: number[] = [];
      const query = transaction.selectFrom('notes').select('id').orderBy('id');
      for await (const { id } of query.stream(2)) {
        seen.push(id);
        if (id === 3) break;
      }
      for await (const { id } of query.stream(2)) seen.push(id);
      expect(seen).toEqual([1, 2, 3, 1, 2, 3, 4, 5]);
    });
  });
});
