import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constant,
  maxSafeInteger,
  oneof,
  string,
  tuple,
} from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestFolder } from '../../../test/test-databases.js';
import { MIGRATIONS } from '../migrations/migration-table.js';
import { openBackup } from './open-backup.js';
import type { Cell, RowBatch, RowSource, TableShape } from './row-source.js';
import { TableDigester } from './table-digester.js';
import { writeBackup } from './write-backup.js';

const LATEST = Object.keys(MIGRATIONS).at(-1) ?? '';
const TABLES: readonly TableShape[] = [
  { name: 'organizations', key: ['id'], columns: ['id', 'name'] },
  { name: 'empty', key: ['id'], columns: ['id'] },
  { name: 'projects', key: ['id'], columns: ['id', 'status'] },
];
const BATCHES: readonly RowBatch[] = [
  {
    table: 'organizations',
    rows: [
      ['o1', 'one'],
      ['o2', null],
    ],
  },
  { table: 'organizations', rows: [['o3', '\n\u2028"']] },
  { table: 'projects', rows: [['p1', 2 ** 53 - 1]] },
];

function sourceOf(batches: readonly RowBatch[]): RowSource {
  const digests = TABLES.map(({ name }) => {
    const digester = new TableDigester(name);
    for (const { table, rows } of batches) if (table === name) digester.add(rows);
    return digester.finish();
  });
  return {
    migration: LATEST,
    tables: TABLES,
    batches: async function* () {
      yield* batches;
    },
    digests: () => digests,
  };
}

async function readAll(path: string): Promise<readonly RowBatch[]> {
  const { source } = await openBackup(path);
  const batches: RowBatch[] = [];
  for await (const batch of source.batches()) batches.push(batch);
  return batches;
}

describe('openBackup', () => {
  let folder: ReturnType<typeof makeTestFolder>;
  let path: string;
  let original: Buffer;

  const write = (batches: readonly RowBatch[]): Promise<void> =>
    writeBackup(sourceOf(batches), { path, draftName: 'draft', isForced: true, createdAt: 1234 });

  beforeEach(async () => {
    folder = makeTestFolder();
    path = join(folder.path, 'stagedoor.backup');
    await write(BATCHES);
    original = readFileSync(path);
  });

  afterEach(() => folder.dispose());

  it('reads what was written', async () => {
    const { createdAt, source } = await openBackup(path);
    expect({ createdAt, migration: source.migration, tables: source.tables }).toEqual({
      createdAt: 1234,
      migration: LATEST,
      tables: TABLES,
    });
    expect(await readAll(path)).toEqual(BATCHES);
    expect(source.digests()).toEqual(sourceOf(BATCHES).digests());
  });

  it('reads any texts and numbers as they were', async () => {
    const cell: Arbitrary<Cell> = oneof(
      string({ unit: 'grapheme' }),
      string({ unit: 'binary' }).filter((text) => !/\p{Cs}/u.test(text)),
      maxSafeInteger(),
      constant(null),
    );
    await assert(
      asyncProperty(array(tuple(cell, cell), { minLength: 1 }), async (rows) => {
        const batches = [{ table: 'organizations', rows }];
        await write(batches);
        expect(await readAll(path)).toEqual(JSON.parse(JSON.stringify(batches)));
      }),
      { numRuns: 50 },
    );
  });

  const alterText = (change: (text: string) => string): Buffer =>
    gzipSync(change(gunzipSync(original).toString('utf8')));

  const sealAgain = (text: string): string => {
    const lines = text.trimEnd().split('\n');
    const trailer = JSON.parse(lines.at(-1) ?? '') as object;
    const body = `${lines.slice(0, -1).join('\n')}\n`;
    const sha256 = createHash('sha256').update(body).digest('hex');
    return `${body}${JSON.stringify({ ...trailer, sha256 })}\n`;
  };

  it.each<[string, () => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['nothing packed', () => gzipSync('')],
    ['text', () => Buffer.from('a list of things to do')],
    ['half of it', () => original.subarray(0, original.length / 2)],
    ['all but its last byte', () => original.subarray(0, -1)],
    ['it with something behind', () => Buffer.concat([original, Buffer.from('x')])],
    ['it twice', () => Buffer.concat([original, original])],
    ['it with more lines', () => alterText((text) => `${text}{}\n`)],
    ['it without the end of the last line', () => alterText((text) => text.trimEnd())],
    ['it without its last line', () => alterText((text) => text.replace(/\n.*\n$/, '\n'))],
    ['it without its first line', () => alterText((text) => text.replace(/^.*\n/, ''))],
    ['two first lines', () => alterText((text) => text.replace(/^(.*\n)/, '$1$1'))],
    ['another row', () => alterText((text) => text.replace('"one"', '"two"'))],
    [
      'another row, and a checksum that fits',
      () => alterText((text) => sealAgain(text.replace('"one"', '"two"'))),
    ],
    [
      'another sum of a table, and a checksum that fits',
      () => alterText((text) => sealAgain(text.replace('"rows":3', '"rows":2'))),
    ],
    ['a row less', () => alterText((text) => text.replace('["o1","one"],', ''))],
    ['a line twice', () => alterText((text) => text.replace(/\n(.*)\n/, '\n$1\n$1\n'))],
    [
      'tables in another order',
      () =>
        alterText((text) =>
          sealAgain(text.replace(/\n([^\n]*)\n([^\n]*)\n([^\n]*)\n/, '\n$3\n$1\n$2\n')),
        ),
    ],
    [
      'a table that it does not name',
      () => alterText((text) => sealAgain(text.replace('"table":"projects"', '"table":"others"'))),
    ],
    [
      'a row with more cells',
      () => alterText((text) => sealAgain(text.replace('["o1",', '["o1",1,'))),
    ],
    [
      'a cell that no column holds',
      () => alterText((text) => sealAgain(text.replace('["o1",', '[{},'))),
    ],
    ['a fraction', () => alterText((text) => sealAgain(text.replace(String(2 ** 53 - 1), '1.5')))],
    ['JSON that is no backup', () => gzipSync('{"format":"something"}\n')],
    ['a line that is no text', () => gzipSync(Buffer.from([0xff, 0xfe, 10]))],
  ])('refuses %s', async (_name, make) => {
    writeFileSync(path, make());
    await expect(openBackup(path)).rejects.toMatchObject({ code: 'backup_invalid' });
  });

  it('refuses it with any byte changed that matters, and never reads anything else', async () => {
    // Of the head of a gzip file: time, flags of the packer, system. RFC 1952, section 2.3.1.
    const free = new Set([3, 4, 5, 6, 7, 8, 9]);
    for (const [index, byte] of original.entries()) {
      if (free.has(index)) continue;
      const altered = Buffer.from(original);
      altered[index] = byte ^ 1;
      writeFileSync(path, altered);
      await expect(openBackup(path), `byte ${index}`).rejects.toMatchObject({
        code: 'backup_invalid',
      });
    }
  });

  it('refuses it cut anywhere', async () => {
    for (let length = 0; length < original.length; length += 1) {
      writeFileSync(path, original.subarray(0, length));
      await expect(openBackup(path), `${length} bytes`).rejects.toMatchObject({
        code: 'backup_invalid',
      });
    }
  });

  it.each<[string, (text: string) => string]>([
    ['format', (text) => text.replace('"formatVersion":1', '"formatVersion":2')],
    ['migration', (text) => text.replace(LATEST, '9999-future')],
  ])('says of a newer %s that it is newer', async (_name, change) => {
    writeFileSync(
      path,
      alterText((text) => sealAgain(change(text))),
    );
    await expect(openBackup(path)).rejects.toMatchObject({ code: 'backup_newer' });
  });

  it('says that there is no file, or that it is none', async () => {
    await expect(openBackup(join(folder.path, 'nothing'))).rejects.toMatchObject({
      code: 'backup_file_unusable',
    });
    mkdirSync(join(folder.path, 'folder'));
    await expect(openBackup(join(folder.path, 'folder'))).rejects.toMatchObject({
      code: 'backup_file_unusable',
    });
  });
});
