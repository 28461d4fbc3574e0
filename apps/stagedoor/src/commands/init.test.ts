import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

describe('stagedoor init', () => {
  it('makes a folder that only its owner can read, with an organization', async () => {
    const { exitCode, out } = await world.run('init', 'acme', '--data', 'data', '--json');
    expect([exitCode, JSON.parse(out)]).toEqual([
      0,
      { organizationId: expect.stringMatching(/^[0-9a-f]{32}$/), name: 'acme' },
    ]);
    const folder = join(world.cwd, 'data');
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['master.key', 'stagedoor.db']));
    for (const name of ['', 'master.key', 'stagedoor.db']) {
      expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
    }
  });

  it('leaves a platform that is there as it is', async () => {
    await world.run('init', 'acme');
    world.restart();
    const { exitCode, error } = await world.run('init', 'other');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('"acme"')]);
  });

  it.each(['', ' acme', 'ac\u001b[31mme', 'a'.repeat(256), '0'.repeat(32)])(
    'makes nothing where the name is none that others could be told from: %j',
    async (name) => {
      const { exitCode, error } = await world.run('init', name, '--data', 'data');
      expect([exitCode, error]).toEqual([2, expect.stringContaining('(invalid_request)')]);
      expect(readdirSync(world.cwd)).toEqual([]);
    },
  );

  it('says when its folder cannot be made', async () => {
    writeFileSync(join(world.cwd, 'file'), '');
    const { exitCode, error } = await world.run('init', 'acme', '--data', 'file/data');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('file_unusable')]);
  });
});
