import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';

describe('stagedoor copy', () => {
  let world: TestWorld;

  beforeEach(async () => {
    world = new TestWorld();
    await world.run('init', 'acme');
    await world.run('project', 'create', 'first');
  });

  afterEach(() => {
    world.dispose();
  });

  it('makes another database the same', async () => {
    const { exitCode, out } = await world.run('copy', '--from', '.stagedoor', '--to', 'new.db');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/\nprojects +1 +[0-9a-f]{16}\n/);
    expect(out).toMatch(
      /\nCopied .*stagedoor\.db to .*new\.db: every table is the same in both\n$/,
    );
  });

  it('says the same as JSON', async () => {
    const { out } = await world.run('copy', '--from', '.stagedoor', '--to', 'new.db', '--json');
    expect(JSON.parse(out)).toMatchObject({
      from: join(world.cwd, '.stagedoor', 'stagedoor.db'),
      to: join(world.cwd, 'new.db'),
      identical: true,
    });
  });

  it('copies to no database that has something in it', async () => {
    await world.run('copy', '--from', '.stagedoor', '--to', 'new.db');
    const { exitCode, error } = await world.run('copy', '--from', '.stagedoor', '--to', 'new.db');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('database_not_empty')]);
  });

  it('makes no database where there is none to copy', async () => {
    const { exitCode, error } = await world.run('copy', '--from', 'mistyped.db', '--to', 'new.db');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('database_location_invalid')]);
    expect(existsSync(join(world.cwd, 'new.db'))).toBe(false);
  });
});
