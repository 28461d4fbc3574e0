import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventFile } from './event-file.js';

describe('EventFile', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stagedoor-events-'));
    path = join(folder, 'events.jsonl');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is there as a whole, for its owner alone', () => {
    const file = new EventFile(path);
    file.write('one\n');
    file.write('two\n');
    expect(readdirSync(folder)).toEqual(['events.jsonl.part']);
    file.finish();
    expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([
      ['events.jsonl'],
      'one\ntwo\n',
    ]);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('leaves what came to be there meanwhile as it is, and nothing of its own', () => {
    const file = new EventFile(path);
    file.write('one\n');
    writeFileSync(path, 'mine');
    expect(() => file.finish()).toThrow(expect.objectContaining({ code: 'file_unusable' }));
    file.discard();
    expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['events.jsonl'], 'mine']);
  });
});
