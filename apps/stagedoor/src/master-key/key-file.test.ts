import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';
import { KeyFile } from './key-file.js';

const KEY = '3f9a1c5e7b2d48069cf0e1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6';

describe('a file of master keys', () => {
  let world: TestWorld;
  let path: string;

  beforeEach(() => {
    world = new TestWorld();
    path = join(world.cwd, 'data', 'master.key');
  });

  afterEach(() => world.dispose());

  const open = (mayMake = true): KeyFile => KeyFile.open('data/master.key', world, mayMake);
  const idsOf = async (file: KeyFile): Promise<readonly string[]> =>
    (await file.read()).map(({ id }) => id);
  const place = (text: string, mode = 0o600): void => {
    mkdirSync(join(world.cwd, 'data'), { recursive: true });
    writeFileSync(path, text, { mode });
    chmodSync(path, mode);
  };
  const refused = (message: string | RegExp): unknown =>
    expect.objectContaining({
      code: 'master_key_unavailable',
      message: expect.stringMatching(message) as string,
    });

  it('is made once, for its owner alone', async () => {
    const ids = await idsOf(open());
    expect(ids).toHaveLength(1);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(world.cwd, 'data')).mode & 0o077).toBe(0);
    expect(await idsOf(open())).toEqual(ids);
    expect(readdirSync(join(world.cwd, 'data'))).toEqual(['master.key']);
  });

  it('is not made where that is not allowed', async () => {
    await expect(open(false).read()).rejects.toThrow(refused('stagedoor init'));
    expect(existsSync(path)).toBe(false);
  });

  it.each([0o640, 0o604, 0o660, 0o666, 0o601])('is refused with mode %o', async (mode) => {
    place(KEY, mode);
    await expect(open().read()).rejects.toThrow(refused(`chmod 600 ${path}`));
  });

  it('may be read-only, as secrets of containers are', async () => {
    place(KEY, 0o400);
    expect(await idsOf(open())).toHaveLength(1);
  });

  it.each([
    ['', 'master_key_invalid'],
    ['no key', 'master_key_invalid'],
    ['x'.repeat(70_000), 'master_key_unavailable'],
  ])('is refused where it holds no key, example %#', async (text, code) => {
    place(text);
    await expect(open().read()).rejects.toThrow(expect.objectContaining({ code }));
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('is no folder', async () => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    await expect(open().read()).rejects.toThrow(refused('no regular file'));
  });

  it('takes a new key in front, and gives an old one up', async () => {
    const file = open();
    const [first = ''] = await idsOf(file);
    await file.editor.add();
    const [second = '', ...rest] = await idsOf(file);
    expect(rest).toEqual([first]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await file.editor.remove([first]);
    expect(await idsOf(file)).toEqual([second]);
    expect(readdirSync(join(world.cwd, 'data'))).toEqual(['master.key']);
  });

  it('never loses its last key', async () => {
    const file = open();
    const before = readFileSync(path, 'utf8');
    await expect(file.editor.remove(await idsOf(file))).rejects.toThrow('holds no master key');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('is changed where it really lies', async () => {
    mkdirSync(join(world.cwd, 'data'));
    const real = join(world.cwd, 'real.key');
    writeFileSync(real, KEY, { mode: 0o600 });
    symlinkSync(real, path);
    await open().editor.add();
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(await idsOf(open())).toHaveLength(2);
    expect(statSync(real).mode & 0o777).toBe(0o600);
  });

  it('is as it was where it cannot be changed', async () => {
    const file = open();
    const before = readFileSync(path, 'utf8');
    // A draft of that name is there: as good as a disk that is full, and it fails for root as well.
    const next = world.randomHex32();
    const upcoming = (Number.parseInt(next.replace(/^d+/, ''), 16) + 2).toString(16);
    writeFileSync(`${path}.${upcoming.padStart(32, 'd')}`, '');
    await expect(file.editor.add()).rejects.toThrow(refused('cannot be written: EEXIST'));
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('shows no key in what it refuses', async () => {
    place(`${KEY.slice(0, 60)}zzzz`);
    const failure = open().read();
    await expect(failure).rejects.toThrow('line 1 of the file');
    await expect(failure).rejects.not.toThrow(KEY.slice(0, 12));
  });
});
