import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';

let world: TestWorld;

const listProjects = async (...options: readonly string[]): Promise<string> =>
  (await world.run('project', 'list', '--json', ...options)).out;

beforeEach(async () => {
  world = new TestWorld();
  await world.run('init', 'acme');
  await world.run('project', 'create', 'first', '--json');
});

afterEach(() => {
  world.dispose();
});

describe('stagedoor backup and restore', () => {
  it('bring everything back as it was', async () => {
    const before = await listProjects();
    const backup = await world.run('backup', 'a.backup');
    expect(backup.out).toMatch(/^TABLE +ROWS +SHA-256\n/);
    expect(backup.out).toMatch(/\nprojects +1 +[0-9a-f]{16}\n/);
    expect(backup.out).toMatch(/\nWritten to \/.*a\.backup\n$/);
    await world.run('project', 'create', 'second', '--json');
    const refused = await world.run('restore', 'a.backup');
    expect([refused.exitCode, refused.error]).toEqual([
      2,
      expect.stringContaining('database_not_empty'),
    ]);
    const restored = await world.run('restore', 'a.backup', '--force');
    expect(restored.out).toMatch(/\nRestored to \/.*stagedoor\.db, as it was at 2023-11-14T/);
    expect(await listProjects()).toBe(before);
  });

  it('make a platform anew in another folder, with the master key', async () => {
    const before = await listProjects();
    await world.run('backup', 'a.backup');
    expect((await world.run('restore', 'a.backup', '--data', 'other')).exitCode).toBe(0);
    expect(statSync(join(world.cwd, 'other')).mode & 0o777).toBe(0o700);
    const locked = await world.run('project', 'list', '--data', 'other');
    expect(locked.exitCode).toBe(2);
    expect(
      await listProjects('--data', 'other', '--master-key-file', '.stagedoor/master.key'),
    ).toBe(before);
  });

  it('say the same as JSON', async () => {
    const backup = JSON.parse((await world.run('backup', 'a.backup', '--json')).out) as object;
    expect(backup).toMatchObject({
      path: join(world.cwd, 'a.backup'),
      createdAt: world.time,
      tables: expect.arrayContaining([
        { name: 'projects', rows: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      ]) as unknown,
    });
    const restored = await world.run('restore', 'a.backup', '--force', '--json');
    expect(JSON.parse(restored.out)).toEqual({
      ...backup,
      to: join(world.cwd, '.stagedoor', 'stagedoor.db'),
    });
  });

  it('record the backup in the audit trail', async () => {
    await world.run('backup', 'a.backup');
    const { out } = await world.run('audit', 'list', '--json');
    expect(out).toContain('"storage.backup"');
  });

  it('show no secret, and keep none that is not sealed', async () => {
    const shown = await world.run('project', 'show', 'first', '--json', '--show-certificates');
    const { appId, certificates } = (
      JSON.parse(shown.out) as {
        readonly project: {
          readonly appId: string;
          readonly certificates: readonly { readonly certificate: string }[];
        };
      }
    ).project;
    expect(certificates[0]?.certificate).toMatch(/^[0-9a-f]{32}$/);
    await world.run('backup', 'a.backup');
    const text = gunzipSync(readFileSync(join(world.cwd, 'a.backup'))).toString('utf8');
    expect(text).toContain(appId);
    expect(certificates.filter(({ certificate }) => text.includes(certificate))).toEqual([]);
  });

  it('replace no file without being told to', async () => {
    writeFileSync(join(world.cwd, 'a.backup'), 'something');
    const refused = await world.run('backup', 'a.backup', '--json');
    expect([refused.exitCode, JSON.parse(refused.error)]).toEqual([
      2,
      { error: expect.objectContaining({ code: 'backup_file_unusable' }) as unknown },
    ]);
    expect((await world.run('backup', 'a.backup', '--force')).exitCode).toBe(0);
  });

  it.each<[string, string, readonly string[]]>([
    ['a file that is no backup', 'backup_invalid', ['restore', 'text', '--force']],
    ['no file', 'backup_file_unusable', ['restore', 'nothing']],
    [
      'another kind of database',
      'database_location_invalid',
      ['restore', 'text', '--database', 'mysql://a/b'],
    ],
  ])('refuse %s', async (_name, code, argv) => {
    writeFileSync(join(world.cwd, 'text'), 'a list of things to do');
    const before = await listProjects();
    if (code === 'database_location_invalid') await world.run('backup', 'text', '--force');
    const { exitCode, error } = await world.run(...argv);
    expect([exitCode, error]).toEqual([2, expect.stringContaining(code)]);
    expect(await listProjects()).toBe(before);
  });

  it('make nothing where there is no platform', async () => {
    const { exitCode } = await world.run('backup', 'a.backup', '--data', 'mistyped');
    expect(exitCode).toBe(2);
    expect(existsSync(join(world.cwd, 'mistyped'))).toBe(false);
  });
});
