import { type Migration, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectPlace } from '../../test/connect-place.js';
import { insertSampleRows, readAllRows } from '../../test/sample-rows.js';
import { TEST_ENGINES, type TestPlace } from '../../test/test-databases.js';
import type { Connection } from './database.js';
import { listMigrations, listTables, lockTables, migrate, type MigrateOptions } from './migrate.js';
import { MIGRATIONS } from './migrations/migration-table.js';
import { TABLE_NAMES } from './table-keys.js';

const NAMES = Object.keys(MIGRATIONS);
const LATEST = NAMES.at(-1) ?? '';

const addNotes: Migration = {
  up: async (db) => {
    await db.schema.createTable('notes').addColumn('text', 'text').execute();
    await sql`insert into notes (text) values ('first')`.execute(db);
  },
};

const failHalfway: Migration = {
  up: async (db) => {
    await addNotes.up(db);
    await sql`delete from organizations`.execute(db);
    await sql`select missing`.execute(db);
  },
};

describe.each(TEST_ENGINES)('migrate on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let place: TestPlace;
    let connection: Connection;

    const run = (options?: MigrateOptions): Promise<void> =>
      connection.transaction().execute((transaction) => migrate(transaction, engine.name, options));

    beforeEach(async () => {
      place = await engine.makePlace();
      connection = connectPlace(place);
    });

    afterEach(async () => {
      await connection.destroy();
      await place.dispose();
    });

    it('makes all tables of an empty database, and does nothing the second time', async () => {
      for (const _ of [1, 2]) {
        await run();
        expect(await listMigrations(connection, engine.name)).toEqual(NAMES);
        expect((await listTables(connection, engine.name)).toSorted()).toEqual(
          [...TABLE_NAMES, 'stagedoor_migrations'].toSorted(),
        );
      }
    });

    it.each(NAMES)('brings a database with rows from %s to this version', async (name) => {
      await run({ upTo: name });
      expect((await listMigrations(connection, engine.name)).at(-1)).toBe(name);
      await insertSampleRows(connection);
      const before = await readAllRows(connection);
      await run();
      expect((await listMigrations(connection, engine.name)).at(-1)).toBe(LATEST);
      const after = await readAllRows(connection);
      for (const [table, rows] of before) {
        expect([table, after.get(table)]).toMatchObject([table, rows]);
      }
    });

    it('leaves nothing of migrations of which one fails halfway', async () => {
      await run();
      await insertSampleRows(connection);
      const before = await readAllRows(connection);
      const migrations = { ...MIGRATIONS, '9998-notes': addNotes, '9999-bad': failHalfway };
      await expect(run({ migrations })).rejects.toMatchObject({
        code: 'storage_unavailable',
        message: expect.stringContaining('cannot be brought to this version') as string,
      });
      expect(await listMigrations(connection, engine.name)).toEqual(NAMES);
      expect(await listTables(connection, engine.name)).not.toContain('notes');
      expect(await readAllRows(connection)).toEqual(before);
    });

    it('refuses a database of a newer version, and leaves it as it is', async () => {
      await run({ migrations: { ...MIGRATIONS, '9999-notes': addNotes } });
      await expect(run()).rejects.toMatchObject({
        code: 'database_newer',
        message: expect.stringContaining('9999-notes') as string,
      });
      expect(await listTables(connection, engine.name)).toContain('notes');
    });

    it('takes no table of another program for its own', async () => {
      await sql`create table projects (song text)`.execute(connection);
      const code = engine.name === 'sqlite' ? 'not_a_database' : 'database_not_empty';
      await expect(run()).rejects.toMatchObject({ code });
      expect(await listTables(connection, engine.name)).toEqual(['projects']);
    });

    it('does one after the other what wants to change tables', async () => {
      const order: string[] = [];
      const other = engine.name === 'sqlite' ? connection : connectPlace(place);
      await Promise.all(
        [connection, other].map((each) =>
          each.transaction().execute(async (transaction) => {
            await lockTables(transaction, engine.name);
            order.push('begins');
            await new Promise(setImmediate);
            order.push('ends');
          }),
        ),
      );
      expect(order).toEqual(['begins', 'ends', 'begins', 'ends']);
      if (other !== connection) await other.destroy();
    });
  });
});
