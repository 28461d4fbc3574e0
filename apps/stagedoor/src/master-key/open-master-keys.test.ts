import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';
import { type MasterKeyOptions, openMasterKeys } from './open-master-keys.js';

const KEYS = {
  file: '3f9a1c5e7b2d48069cf0e1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6',
  environment: 'b1946ac92492d2347c6235b4d2611184aa0bd53c8c8e8b6c2f1e0d9c8b7a6958',
  command: '591785b794601e212b260e25925636fd78a1c3e5f70192b3d4c5e6f708192a3b',
};

describe('where master keys come from', () => {
  let world: TestWorld;

  beforeEach(() => {
    world = new TestWorld();
    writeFileSync(join(world.cwd, 'given.key'), KEYS.file, { mode: 0o600 });
  });

  afterEach(() => world.dispose());

  const commandLine = `["${process.execPath}", "-e", "console.log('${KEYS.command}')"]`;

  const readFirst = async (options: Partial<MasterKeyOptions> = {}): Promise<string> => {
    const source = openMasterKeys({ data: 'data', makeIfMissing: false, ...options }, world);
    const [first] = await source.read();
    return Buffer.from(first?.key ?? []).toString('hex');
  };

  it('are flags first, then the environment, then the data folder', async () => {
    expect(await readFirst({ masterKeyFile: 'given.key' })).toBe(KEYS.file);
    expect(await readFirst({ masterKeyCommand: commandLine })).toBe(KEYS.command);
    world.env = { STAGEDOOR_MASTER_KEY: KEYS.environment };
    expect(await readFirst()).toBe(KEYS.environment);
    expect(await readFirst({ masterKeyFile: 'given.key' })).toBe(KEYS.file);
    world.env = { STAGEDOOR_MASTER_KEY_FILE: 'given.key' };
    expect(await readFirst()).toBe(KEYS.file);
    world.env = { STAGEDOOR_MASTER_KEY_COMMAND: commandLine };
    expect(await readFirst()).toBe(KEYS.command);
    world.env = {};
    mkdirSync(join(world.cwd, 'data'));
    writeFileSync(join(world.cwd, 'data', 'master.key'), KEYS.file, { mode: 0o600 });
    expect(await readFirst()).toBe(KEYS.file);
  });

  it('can be several in the environment: the first one wraps', async () => {
    world.env = { STAGEDOOR_MASTER_KEY: `${KEYS.environment},${KEYS.file}` };
    const source = openMasterKeys({ data: 'data', makeIfMissing: false }, world);
    expect(await source.read()).toHaveLength(2);
    expect([source.name, source.editor]).toEqual(['STAGEDOOR_MASTER_KEY', undefined]);
  });

  it('are not two places at once', () => {
    const both = { masterKeyFile: 'given.key', masterKeyCommand: commandLine };
    const open = (options: Partial<MasterKeyOptions>): unknown =>
      openMasterKeys({ data: 'data', makeIfMissing: false, ...options }, world);
    expect(() => open(both)).toThrow('--master-key-file and --master-key-command both say');
    world.env = { STAGEDOOR_MASTER_KEY: KEYS.file, STAGEDOOR_MASTER_KEY_FILE: 'given.key' };
    expect(() => open({})).toThrow('STAGEDOOR_MASTER_KEY and STAGEDOOR_MASTER_KEY_FILE both say');
  });

  it('are made where a platform is made, and not beside a database that has lost its own', async () => {
    expect(await readFirst({ makeIfMissing: true })).toMatch(/^[0-9a-f]{64}$/);
    mkdirSync(join(world.cwd, 'other'));
    writeFileSync(join(world.cwd, 'other', 'stagedoor.db'), '');
    await expect(readFirst({ data: 'other', makeIfMissing: true })).rejects.toMatchObject({
      code: 'master_key_unavailable',
    });
    expect(existsSync(join(world.cwd, 'other', 'master.key'))).toBe(false);
  });

  it('say what is wrong, and show nothing of it', async () => {
    world.env = { STAGEDOOR_MASTER_KEY: KEYS.environment.slice(1) };
    const failure = readFirst();
    await expect(failure).rejects.toMatchObject({ code: 'master_key_invalid' });
    await expect(failure).rejects.toThrow('line 1 of STAGEDOOR_MASTER_KEY');
    await expect(failure).rejects.not.toThrow(KEYS.environment.slice(1, 20));
  });
});
