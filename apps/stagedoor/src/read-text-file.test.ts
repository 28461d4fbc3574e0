import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../test/test-world.js';
import { FileError } from './errors.js';
import { readGivenFile, readTextFile } from './read-text-file.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

const pathOf = (name: string): string => join(world.cwd, name);

describe('readTextFile', () => {
  it.each([0, 1, 4095, 4096])('reads a file of %i bytes', (size) => {
    writeFileSync(pathOf('file'), 'a'.repeat(size));
    expect(readTextFile('file', world)).toBe('a'.repeat(size));
  });

  it('reads UTF-8, from an absolute path too', () => {
    writeFileSync(pathOf('file'), 'zoë\n');
    expect(readTextFile(pathOf('file'), world)).toBe('zoë\n');
  });

  it('refuses a larger file without reading it all', () => {
    writeFileSync(pathOf('file'), 'a'.repeat(4097));
    expect(() => readTextFile('file', world)).toThrow(FileError);
    expect(() => readTextFile('file', world)).toThrow('larger than 4096 bytes');
  });

  it('refuses a folder', () => {
    mkdirSync(pathOf('folder'));
    expect(() => readTextFile('folder', world)).toThrow('no regular file');
  });

  it.skipIf(process.platform === 'win32')(
    'refuses a pipe at once, though nobody writes to it',
    () => {
      execFileSync('/bin/sh', ['-c', 'mkfifo pipe'], { cwd: world.cwd });
      expect(() => readTextFile('pipe', world)).toThrow('no regular file');
    },
  );

  it.skipIf(process.platform === 'win32')('refuses a device that has no end', () => {
    expect(() => readTextFile('/dev/zero', world)).toThrow('no regular file');
  });

  it('says why a file cannot be read', () => {
    expect(() => readTextFile('missing', world)).toThrow('missing cannot be read: ENOENT');
    const certificate = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
    expect(() => readTextFile(certificate, world)).toThrow('use --certificate');
    expect(() => readTextFile(certificate, world)).not.toThrow(certificate);
  });
});

describe('readGivenFile', () => {
  it('reads a regular file as readTextFile does, with the same limits', async () => {
    writeFileSync(pathOf('file'), 'zoë\n');
    expect(await readGivenFile('file', world)).toBe('zoë\n');
    writeFileSync(pathOf('file'), 'a'.repeat(4097));
    await expect(readGivenFile('file', world)).rejects.toThrow('larger than 4096 bytes');
    await expect(readGivenFile('missing', world)).rejects.toThrow('cannot be read: ENOENT');
    mkdirSync(pathOf('folder'));
    await expect(readGivenFile('folder', world)).rejects.toThrow('no regular file');
    expect(world.limitSeconds).toBeUndefined();
  });
});

describe.skipIf(process.platform === 'win32')('readGivenFile, of a pipe', () => {
  beforeEach(() => {
    execFileSync('/bin/sh', ['-c', 'mkfifo pipe'], { cwd: world.cwd });
  });

  /** Reads the pipe while a shell writes to it. */
  async function readWhile(command: string): Promise<string> {
    const writer = spawn('/bin/sh', ['-c', `{ ${command}; } > pipe`], { cwd: world.cwd });
    const ended = once(writer, 'exit');
    try {
      return await readGivenFile('pipe', world);
    } finally {
      await ended;
    }
  }

  it.each([
    ['printf cert', 'cert'],
    ['printf ce; printf rt', 'cert'],
    ["printf 'zo\\303'; printf '\\253'", 'zoë'],
    [':', ''],
  ])('waits for its writer and reads to the end: %s', async (command, expected) => {
    expect(await readWhile(command)).toBe(expected);
    expect(world.limitSeconds).toBe(10);
  });

  it('takes as much as from a file, and does not read on for ever', async () => {
    expect(await readWhile("printf '%4096s'")).toHaveLength(4096);
    await expect(readWhile("printf '%4097s'")).rejects.toThrow('larger than 4096 bytes');
    await expect(readWhile('yes 2>&1')).rejects.toThrow('larger than 4096 bytes');
  });

  it('gives up on a pipe that nobody writes to', async () => {
    const unwritten = readGivenFile('pipe', world);
    world.patience.abort();
    await expect(unwritten).rejects.toThrow(FileError);
    await expect(unwritten).rejects.toThrow('pipe is a pipe whose end did not come within 10 s');
  });

  it('gives up on a writer who began and does not end', async () => {
    const pipe = openSync(pathOf('pipe'), 'r+');
    writeSync(pipe, 'cert');
    const unended = readGivenFile('pipe', world);
    world.patience.abort();
    await expect(unended).rejects.toThrow('did not come within 10 s');
    closeSync(pipe);
  });

  it('reads a device that has an end, and not more than the limit of one that has none', async () => {
    expect(await readGivenFile('/dev/null', world)).toBe('');
    await expect(readGivenFile('/dev/zero', world)).rejects.toThrow('larger than 4096 bytes');
  });
});
