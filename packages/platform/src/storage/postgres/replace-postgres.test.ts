import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePostgresDatabase, POSTGRES_URL, testTimers } from '../../../test/test-databases.js';
import type { Connection } from '../database.js';
import { migrate } from '../migrate.js';
import { openPostgres, withMaintenance } from './open-postgres.js';
import { replacePostgres } from './replace-postgres.js';

const fillWith =
  (id: string) =>
  async (transaction: Connection): Promise<void> => {
    await migrate(transaction, 'postgres');
    await transaction.insertInto('organizations').values({ id, name: id, created_at: 1 }).execute();
  };

describe.skipIf(POSTGRES_URL === undefined)('replacePostgres', () => {
  let place: Awaited<ReturnType<typeof makePostgresDatabase>>;

  const listIds = (): Promise<readonly string[]> =>
    withMaintenance(place.url, async (connection) => {
      const rows = await connection.selectFrom('organizations').select('id').execute();
      return rows.map(({ id }) => id);
    });

  beforeEach(async () => {
    place = await makePostgresDatabase();
    await replacePostgres(place.url, { isForced: false, fill: fillWith('old') });
  });

  afterEach(() => place.dispose());

  it('replaces what is there only when that is meant', async () => {
    await expect(
      replacePostgres(place.url, { isForced: false, fill: fillWith('new') }),
    ).rejects.toMatchObject({ code: 'database_not_empty' });
    expect(await listIds()).toEqual(['old']);
    await replacePostgres(place.url, { isForced: true, fill: fillWith('new') });
    expect(await listIds()).toEqual(['new']);
  });

  it('leaves everything as it was when filling fails', async () => {
    const failing = replacePostgres(place.url, {
      isForced: true,
      fill: async (transaction) => {
        await fillWith('half')(transaction);
        throw new RangeError('no');
      },
    });
    await expect(failing).rejects.toThrow('no');
    expect(await listIds()).toEqual(['old']);
  });

  it('is refused while a server is connected', async () => {
    const database = await openPostgres(place.url, { timers: testTimers });
    await expect(
      replacePostgres(place.url, { isForced: true, fill: fillWith('new') }),
    ).rejects.toMatchObject({ code: 'database_in_use' });
    await database.close();
  });

  it('does not remove tables of a version that it does not know', async () => {
    await withMaintenance(place.url, (connection) =>
      sql`insert into stagedoor_migrations (name) values ('9999-future')`.execute(connection),
    );
    await expect(
      replacePostgres(place.url, { isForced: true, fill: fillWith('new') }),
    ).rejects.toMatchObject({ code: 'database_newer' });
    expect(await listIds()).toEqual(['old']);
  });

  it('leaves tables of others alone', async () => {
    await withMaintenance(place.url, (connection) =>
      sql`create table songs as select 'one' as title`.execute(connection),
    );
    await replacePostgres(place.url, { isForced: true, fill: fillWith('new') });
    const { rows } = await withMaintenance(place.url, (connection) =>
      sql`select title from songs`.execute(connection),
    );
    expect(rows).toEqual([{ title: 'one' }]);
  });
});
