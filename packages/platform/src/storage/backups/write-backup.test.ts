import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestFolder } from '../../../test/test-databases.js';
import type { RowBatch, RowSource } from './row-source.js';
import { FORMAT_VERSION, writeBackup } from './write-backup.js';

const sourceOf = (batches: () => AsyncIterable<RowBatch>): RowSource => ({
  migration: '0001',
  tables: [{ name: 'notes', key: ['id'], columns: ['id'] }],
  batches,
  digests: () => [{ name: 'notes', rows: 1, sha256: '00' }],
});

describe('writeBackup', () => {
  let folder: ReturnType<typeof makeTestFolder>;
  let path: string;

  beforeEach(() => {
    folder = makeTestFolder();
    path = join(folder.path, 'a.backup');
  });

  afterEach(() => folder.dispose());

  const write = (batches: () => AsyncIterable<RowBatch>): Promise<void> =>
    writeBackup(sourceOf(batches), { path, draftName: 'draft', isForced: false, createdAt: 7 });

  it('writes one line for each part, with what it comes to at the end', async () => {
    await write(async function* () {
      yield { table: 'notes', rows: [['a']] };
    });
    const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        format: 'stagedoor-backup',
        formatVersion: FORMAT_VERSION,
        migration: '0001',
        createdAt: 7,
        tables: [{ name: 'notes', key: ['id'], columns: ['id'] }],
      },
      { table: 'notes', rows: [['a']] },
      {
        end: true,
        tables: [{ name: 'notes', rows: 1, sha256: '00' }],
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      },
    ]);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  });

  it('leaves nothing when the rows cannot be read to their end', async () => {
    const failing = write(async function* () {
      yield { table: 'notes', rows: [['a']] };
      throw new RangeError('no more');
    });
    await expect(failing).rejects.toThrow('no more');
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
