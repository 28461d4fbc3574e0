import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Administration } from '../../administration/administration.js';
import { makeTestFolder, TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import { makeTestPlatform, NOW, TestSources } from '../../../test/test-platform.js';
import { openBackup } from './open-backup.js';

describe.each(TEST_ENGINES)('storage.backup on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let folder: ReturnType<typeof makeTestFolder>;
    let database: TestDatabase;
    let administration: Administration;
    let close: () => Promise<unknown>;

    const run = (path: string, isForced = false): Promise<unknown> =>
      administration.run({ id: 'storage.backup', input: { path, isForced }, actor: 'cli:test' });

    beforeEach(async () => {
      folder = makeTestFolder();
      database = await engine.open();
      const platform = await makeTestPlatform(database.database);
      close = () => platform.app.close();
      const { storage, keyring } = platform;
      administration = new Administration(
        { database: database.database, keyring, storage },
        new TestSources(),
      );
    });

    afterEach(async () => {
      await close();
      await database.dispose();
      folder.dispose();
    });

    it('writes the file, and a line of the audit trail', async () => {
      const path = join(folder.path, 'a.backup');
      expect(await run(path)).toMatchObject({ createdAt: NOW });
      expect((await openBackup(path)).createdAt).toBe(NOW);
      const events = await database.database.connection
        .selectFrom('audit_events')
        .select(['action', 'actor', 'target'])
        .execute();
      expect(events).toContainEqual({
        action: 'storage.backup',
        actor: 'cli:test',
        target: `backup ${path}`,
      });
    });

    it('replaces a file only when that is meant', async () => {
      const path = join(folder.path, 'a.backup');
      await run(path);
      await expect(run(path)).rejects.toMatchObject({ code: 'backup_file_unusable' });
      await run(path, true);
    });

    it('writes nothing where the path depends on who runs it', async () => {
      await expect(run('a.backup')).rejects.toMatchObject({ code: 'invalid_request' });
      expect(existsSync('a.backup')).toBe(false);
    });
  });
});
