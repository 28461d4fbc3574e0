import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestFolder } from '../../../test/test-databases.js';
import { readLines } from './read-lines.js';

describe('readLines', () => {
  let folder: ReturnType<typeof makeTestFolder>;
  let path: string;

  const read = async (): Promise<readonly string[]> => {
    const lines: string[] = [];
    for await (const line of readLines(path)) lines.push(line.toString('utf8'));
    return lines;
  };

  beforeEach(() => {
    folder = makeTestFolder();
    path = join(folder.path, 'lines');
  });

  afterEach(() => folder.dispose());

  it('reads lines of any length, over the bounds of what is read at a time', async () => {
    const lines = ['', 'short', 'ä'.repeat(100_000), '', 'x'.repeat(300_000), 'end'];
    writeFileSync(path, gzipSync(lines.map((line) => `${line}\n`).join('')));
    expect(await read()).toEqual(lines);
  });

  it.each([
    ['a last line without an end', gzipSync('one\ntwo')],
    ['what is not packed', Buffer.from('one\n')],
    ['what is cut', gzipSync('one\n').subarray(0, -4)],
    ['what has something behind it', Buffer.concat([gzipSync('one\n'), Buffer.alloc(10)])],
    ['what was made to fill the memory', gzipSync(Buffer.alloc(40 * 1024 * 1024, 'a'))],
  ])('refuses %s', async (_name, content) => {
    writeFileSync(path, content);
    await expect(read()).rejects.toMatchObject({ code: 'backup_invalid' });
  });

  it('stops reading when nobody wants more', async () => {
    writeFileSync(path, gzipSync('one\ntwo\n'));
    for await (const line of readLines(path)) {
      expect(line.toString('utf8')).toBe('one');
      break;
    }
  });
});
