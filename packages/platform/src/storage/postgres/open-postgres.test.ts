import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CAN_START_POSTGRES, type LocalServer, startPostgres } from '../../../test/local-server.js';
import { openInChild } from '../../../test/open-in-child.js';
import { makePostgresDatabase, POSTGRES_URL, testTimers } from '../../../test/test-databases.js';
import { until } from '../../../test/until.js';
import type { Database } from '../database.js';
import { MIGRATIONS } from '../migrations/migration-table.js';
import { connectPostgres, openPostgres, withMaintenance } from './open-postgres.js';

const countOrganizations = async ({
  connection,
}: Pick<Database, 'connection'>): Promise<number> => {
  const rows = await connection.selectFrom('organizations').select('id').execute();
  return rows.length;
};

const addOrganization = (database: Database, id: string): Promise<unknown> =>
  database.transact((transaction) =>
    transaction.insertInto('organizations').values({ id, name: id, created_at: 1 }).execute(),
  );

describe.skipIf(POSTGRES_URL === undefined)('openPostgres', () => {
  let place: Awaited<ReturnType<typeof makePostgresDatabase>>;

  beforeEach(async () => {
    place = await makePostgresDatabase();
  });

  afterEach(() => place.dispose());

  it('brings an empty database to this version once, however many processes start on it', async () => {
    const children = await Promise.all([1, 2, 3, 4].map(() => openInChild({ url: place.url })));
    expect(children.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 4 }, () => ({ isOpen: true })),
    );
    await Promise.all(children.map((child) => child.end()));
    const names = await withMaintenance(place.url, async (connection) => {
      const { rows } = await sql<{ name: string }>`select name from stagedoor_migrations`.execute(
        connection,
      );
      return rows.map(({ name }) => name).toSorted();
    });
    expect(names).toEqual(Object.keys(MIGRATIONS));
  });

  it('reads a snapshot while others write', async () => {
    const database = await openPostgres(place.url);
    await addOrganization(database, 'before');
    await database.readSnapshot(async (snapshot) => {
      expect(await countOrganizations({ connection: snapshot })).toBe(1);
      await addOrganization(database, 'meanwhile');
      expect(await countOrganizations({ connection: snapshot })).toBe(1);
    });
    expect(await countOrganizations(database)).toBe(2);
    const writing = database.readSnapshot((snapshot) =>
      snapshot.deleteFrom('organizations').execute(),
    );
    await expect(writing).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringContaining('read-only') as string,
    });
    await database.close();
  });

  it('runs a transaction again that the database gave up in favour of another', async () => {
    const database = await openPostgres(place.url);
    await addOrganization(database, 'a');
    await addOrganization(database, 'b');
    const rename = (ids: readonly string[]): Promise<void> =>
      database.transact(async (transaction) => {
        for (const id of ids) {
          await transaction
            .updateTable('organizations')
            .set({ name: ids.join(' ') })
            .where('id', '=', id)
            .execute();
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      });
    // Each waits for the row that the other has.
    await Promise.all([rename(['a', 'b']), rename(['b', 'a'])]);
    const rows = await database.connection.selectFrom('organizations').select('name').execute();
    expect(new Set(rows.map(({ name }) => name)).size).toBe(1);
    await database.close();
  });

  it('names neither user nor password when it cannot connect', async () => {
    const url = new URL(place.url);
    url.username = 'somebody';
    url.password = 'marked-text';
    url.port = '1';
    const error: unknown = await openPostgres(url.href).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'storage_unavailable' });
    expect(String(error)).not.toMatch(/somebody|marked-text/);
  });

  it('says that there is no database of that name', async () => {
    const url = new URL(place.url);
    url.pathname = '/stagedoor_test_of_no_such_name';
    await expect(openPostgres(url.href)).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringContaining('no database of that name') as string,
    });
  });
});

describe.skipIf(!CAN_START_POSTGRES)('a PostgreSQL that is restarted', () => {
  let server: LocalServer | undefined;

  afterEach(() => server?.dispose());

  it.each(['SIGINT', 'SIGKILL'] as const)(
    'gives clear errors while it is away, after %s, and is used again when it is back',
    async (signal) => {
      server = await startPostgres();
      const database = await openPostgres(server?.url ?? '', { timers: testTimers });
      await addOrganization(database, 'before');
      await server?.stop(signal);
      const failures = await Promise.all(
        Array.from({ length: 20 }, () =>
          countOrganizations(database).catch((error: unknown) => error),
        ),
      );
      for (const failure of failures) {
        expect(failure).toMatchObject({ code: 'storage_unavailable', status: 503 });
      }
      await until(() => !database.changes.isComplete);
      await server?.start();
      expect(await countOrganizations(database)).toBe(1);
      await addOrganization(database, 'after');
      await until(() => database.changes.isComplete);
      expect(await countOrganizations(database)).toBe(2);
      await database.close();
    },
  );
});

describe('connectPostgres', () => {
  it('says that nothing is there', async () => {
    const connection = connectPostgres('postgres://127.0.0.1:1/a', { purpose: 'requests' });
    await expect(sql`select 1`.execute(connection)).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: 'the database cannot be used now: it cannot be reached',
    });
    await connection.destroy();
  });
});
