import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectPlace } from '../../../test/connect-place.js';
import { openInChild } from '../../../test/open-in-child.js';
import { insertSampleRows, readAllRows } from '../../../test/sample-rows.js';
import { makeTestFolder, TEST_ENGINES, type TestPlace } from '../../../test/test-databases.js';
import type { Database } from '../database.js';
import { migrate } from '../migrate.js';
import { MIGRATIONS } from '../migrations/migration-table.js';
import { openDatabase } from '../open-database.js';
import { type BackupReport, backUpDatabase } from './back-up-database.js';
import { restoreBackup } from './restore-backup.js';
import { openTableSource } from './table-source.js';
import { writeBackup } from './write-backup.js';

const NAMES = Object.keys(MIGRATIONS);
/** More than one batch, and texts that languages order in other ways than by their bytes. */
const ODD_IDS = [
  'Z',
  'a',
  'Ä',
  'ä',
  'z',
  'é',
  '😀',
  '\u{10ffff}',
  'a b',
  'a-b',
  'ab',
  "it's",
  '"',
  '',
];
const IDS = [...ODD_IDS, ...Array.from({ length: 1200 }, (_, index) => `o${index}`)];
/** With the one that the sample rows belong to. */
const ORGANIZATIONS = IDS.length + 1;

async function addRows(database: Database): Promise<void> {
  await insertSampleRows(database.connection);
  await database.transact(async (transaction) => {
    await transaction
      .insertInto('organizations')
      .values(IDS.map((id) => ({ id, name: `\n\t\u2028${id}`, created_at: 2 ** 53 - 1 })))
      .execute();
  });
}

/** The backup with its first row of that table changed, and everything else so that it fits. */
function alterRow(
  path: string,
  table: string,
  change: (row: readonly unknown[]) => readonly unknown[],
): Buffer {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  const index = lines.findIndex((line) => line.startsWith(`{"table":"${table}"`));
  const { rows } = JSON.parse(lines[index] ?? '') as {
    readonly rows: readonly (readonly unknown[])[];
  };
  const changed = [change(rows[0] ?? []), ...rows.slice(1)];
  lines[index] = JSON.stringify({ table, rows: changed });
  const text = changed.map((row) => `${JSON.stringify(row)}\n`).join('');
  const trailer = JSON.parse(lines.pop() ?? '') as {
    readonly tables: readonly { readonly name: string }[];
  };
  const tables = trailer.tables.map((each) =>
    each.name === table
      ? { ...each, sha256: createHash('sha256').update(text).digest('hex') }
      : each,
  );
  const body = `${lines.join('\n')}\n`;
  const sha256 = createHash('sha256').update(body).digest('hex');
  return gzipSync(`${body}${JSON.stringify({ ...trailer, tables, sha256 })}\n`);
}

const readRows = async (place: TestPlace): Promise<ReadonlyMap<string, readonly object[]>> => {
  const database = await openDatabase(place.location);
  const rows = await readAllRows(database.connection);
  await database.close();
  return rows;
};

describe.each(TEST_ENGINES)('backups on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let folder: ReturnType<typeof makeTestFolder>;
    let source: TestPlace;
    let target: TestPlace;
    let path: string;

    const backUp = async (isForced = false): Promise<BackupReport> => {
      const database = await openDatabase(source.location);
      try {
        return await backUpDatabase(database, {
          path,
          draftName: 'draft',
          isForced,
          createdAt: 1234,
        });
      } finally {
        await database.close();
      }
    };

    const restore = (isForced = false, place = target): Promise<BackupReport> =>
      restoreBackup(path, { location: place.location, isForced });

    const fill = async (place: TestPlace): Promise<void> => {
      const database = await openDatabase(place.location);
      await addRows(database);
      await database.close();
    };

    beforeEach(async () => {
      folder = makeTestFolder();
      path = join(folder.path, 'stagedoor.backup');
      source = await engine.makePlace();
      target = await engine.makePlace();
    });

    afterEach(async () => {
      await source.dispose();
      await target.dispose();
      folder.dispose();
    });

    it('come back as they were, row by row', async () => {
      await fill(source);
      const written = await backUp();
      expect(written).toMatchObject({ createdAt: 1234, migration: NAMES.at(-1) });
      expect(written.tables[0]).toMatchObject({ name: 'organizations', rows: ORGANIZATIONS });
      expect(await restore()).toEqual(written);
      expect(await readRows(target)).toEqual(await readRows(source));
    });

    it.each(TEST_ENGINES.filter((other) => other.isThere))(
      'come back on $engine.name',
      async (other) => {
        await fill(source);
        const place = await other.engine.makePlace();
        const written = await backUp();
        expect(await restore(false, place)).toEqual(written);
        expect(await readRows(place)).toEqual(await readRows(source));
        await place.dispose();
      },
    );

    it('are files that only their owner can read, with nothing beside them', async () => {
      await backUp();
      expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
      expect(readdirSync(folder.path)).toEqual(['stagedoor.backup']);
    });

    it('show one moment, while others write', async () => {
      const database = await openDatabase(source.location);
      await addRows(database);
      let added = 0;
      const state = { isDone: false };
      const writing = (async () => {
        while (!state.isDone) {
          added += 1;
          const id = `new ${added}`;
          // Both or none: a project and its organization.
          await database.transact(async (transaction) => {
            await transaction
              .insertInto('organizations')
              .values({ id, name: id, created_at: 1 })
              .execute();
            await new Promise(setImmediate);
            await transaction
              .insertInto('entry_points')
              .values({ project_id: 'x', name: id, created_at: 1 })
              .execute();
          });
        }
      })();
      const { tables } = await backUpDatabase(database, {
        path,
        draftName: 'draft',
        isForced: false,
        createdAt: 1,
      });
      state.isDone = true;
      await writing;
      expect(added).toBeGreaterThan(1);
      const rowsOf = (name: string): number => tables.find((each) => each.name === name)?.rows ?? 0;
      expect(rowsOf('organizations') - ORGANIZATIONS).toBe(rowsOf('entry_points') - 1);
      await database.close();
      await restore();
    });

    it('do not replace a file without being told to', async () => {
      writeFileSync(path, 'something');
      await expect(backUp()).rejects.toMatchObject({ code: 'backup_file_unusable' });
      expect(readFileSync(path, 'utf8')).toBe('something');
      await backUp(true);
      await restore();
    });

    it('say that they cannot be written, and leave nothing', async () => {
      path = join(folder.path, 'missing', 'stagedoor.backup');
      await expect(backUp()).rejects.toMatchObject({
        code: 'backup_file_unusable',
        message: expect.stringContaining('ENOENT') as string,
      });
      expect(readdirSync(folder.path)).toEqual([]);
    });

    it('do not replace what is there without being told to', async () => {
      await fill(source);
      await fill(target);
      await backUp();
      const before = await readRows(target);
      await expect(restore()).rejects.toMatchObject({ code: 'database_not_empty' });
      expect(await readRows(target)).toEqual(before);
      const database = await openDatabase(target.location);
      await database.connection.deleteFrom('entry_points').execute();
      await database.close();
      await restore(true);
      expect(await readRows(target)).toEqual(await readRows(source));
    });

    it('go into a database that a server was only started on', async () => {
      await fill(source);
      await backUp();
      await (await openDatabase(target.location)).close();
      await restore();
      expect(await readRows(target)).toEqual(await readRows(source));
    });

    it('are refused while another process has the database open', async () => {
      await backUp();
      const child = await openInChild(target.location);
      await expect(restore(true)).rejects.toMatchObject({ code: 'database_in_use' });
      await child.end();
      await restore(true);
    });

    it.each(NAMES)('of %s are brought to this version', async (name) => {
      const old = connectPlace(source);
      await old
        .transaction()
        .execute((transaction) => migrate(transaction, engine.name, { upTo: name }));
      await insertSampleRows(old);
      const before = await readAllRows(old);
      await old.transaction().execute(async (transaction) => {
        const all = await openTableSource(transaction, engine.name);
        await writeBackup(all, { path, draftName: 'draft', isForced: false, createdAt: 1 });
      });
      await old.destroy();
      await restore();
      const after = await readRows(target);
      for (const [table, rows] of before) {
        expect([table, after.get(table)]).toMatchObject([table, rows]);
      }
    });

    describe('that cannot be restored', () => {
      let before: ReadonlyMap<string, readonly object[]>;

      beforeEach(async () => {
        await fill(source);
        await backUp();
        await fill(target);
        before = await readRows(target);
      });

      it('touch nothing when they were cut', async () => {
        writeFileSync(path, readFileSync(path).subarray(0, -1));
        await expect(restore(true)).rejects.toMatchObject({ code: 'backup_invalid' });
        expect(await readRows(target)).toEqual(before);
      });

      it('touch nothing when they are not there', async () => {
        path = join(folder.path, 'nothing');
        await expect(restore(true)).rejects.toMatchObject({ code: 'backup_file_unusable' });
        expect(await readRows(target)).toEqual(before);
      });

      it('leave nothing half-restored when one of the last rows refers to nothing', async () => {
        const altered = alterRow(path, 'stream_bans', (row) =>
          row.map((cell) => (cell === 'x' ? 'y' : cell)),
        );
        writeFileSync(path, altered);
        await expect(restore(true)).rejects.toThrow(/foreign key/i);
        expect(await readRows(target)).toEqual(before);
      });
    });
  });
});
