import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { insertSampleRows } from '../../../test/sample-rows.js';
import { makeTestFolder, TEST_ENGINES } from '../../../test/test-databases.js';
import { backUpDatabase } from './back-up-database.js';
import { openBackup } from './open-backup.js';

describe.each(TEST_ENGINES)('backUpDatabase on $engine.name', ({ engine, isThere }) => {
  it.skipIf(!isThere)('says what it wrote', async () => {
    const folder = makeTestFolder();
    const { database, ...place } = await engine.open();
    await insertSampleRows(database.connection);
    const path = join(folder.path, 'a.backup');
    const report = await backUpDatabase(database, {
      path,
      draftName: 'draft',
      isForced: false,
      createdAt: 1,
    });
    const { source, createdAt } = await openBackup(path);
    expect(report).toEqual({ createdAt, migration: source.migration, tables: source.digests() });
    await place.dispose();
    folder.dispose();
  });
});
