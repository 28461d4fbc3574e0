import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { basicOf, makePlatform, serve } from '../../test/test-server.js';
import { TestWorld } from '../../test/test-world.js';
import { parseKeyList, type KeyList } from './keys/parse-keys-result.js';

const KEY = /^[0-9a-f]{64}$/gm;

describe('stagedoor keys', () => {
  let world: TestWorld;

  beforeEach(async () => {
    world = new TestWorld();
    await world.run('init', 'acme');
    await world.run('credential', 'create', 'billing');
  });

  afterEach(() => world.dispose());

  const runJson = async (...argv: readonly string[]): Promise<unknown> => {
    const { exitCode, out, error } = await world.run('keys', ...argv, '--json');
    expect([exitCode, error]).toEqual([0, '']);
    return JSON.parse(out) as unknown;
  };

  const list = async (): Promise<KeyList> => parseKeyList(await runJson('list'));
  const keyFile = (): string => join(world.cwd, '.stagedoor', 'master.key');
  const readKeys = (): readonly string[] => readFileSync(keyFile(), 'utf8').match(KEY) ?? [];
  const idsOf = async (): Promise<readonly string[]> =>
    (await list()).masterKeys.map(({ id }) => id);

  it('are listed by IDs, states and counts, and not shown', async () => {
    const { masterKeys, dataKeys, source } = await list();
    expect(source).toBe(`the file ${keyFile()}`);
    expect(masterKeys).toMatchObject([{ state: 'active', dataKeys: 1 }]);
    expect(dataKeys).toMatchObject([{ state: 'active', masterKeyId: masterKeys[0]?.id }]);
    const { out } = await world.run('keys', 'list');
    expect(out).toContain(masterKeys[0]?.id);
    expect(out).toContain('DATA KEY');
    for (const key of readKeys()) expect(out).not.toContain(key);
  });

  it('are rotated and pruned, and everything still opens', async () => {
    const [old = ''] = await idsOf();
    const rotated = await world.run('keys', 'rotate');
    expect(rotated.exitCode).toBe(0);
    expect(rotated.out).toContain(`Nothing needs master key ${old} any more`);
    expect(readKeys()).toHaveLength(2);
    const pruned = await world.run('keys', 'prune');
    expect(pruned.out).toContain(`Removed master key ${old}`);
    expect(readKeys()).toHaveLength(1);
    expect(await idsOf()).not.toContain(old);
    expect((await world.run('keys', 'prune')).out).toContain('no old master key');
    for (const key of readKeys()) expect(rotated.out + pruned.out).not.toContain(key);
    expect((await world.run('credential', 'list')).exitCode).toBe(0);
  });

  it('are not pruned while something needs them', async () => {
    const [old = ''] = await idsOf();
    const prepared = await world.run('keys', 'rotate', '--prepare');
    expect(prepared.out).toContain('wraps nothing yet');
    const refused = await world.run('keys', 'prune');
    expect(refused).toMatchObject({ exitCode: 2, out: '' });
    expect(refused.error).toContain(`master_key_in_use): data keys are still wrapped with`);
    expect(refused.error).toContain(old);
    expect(readKeys()).toHaveLength(2);
    await world.run('keys', 'rotate');
    expect((await world.run('keys', 'prune')).exitCode).toBe(0);
  });

  it('seal everything anew with a new data key', async () => {
    const [{ id: oldId } = { id: '' }] = (await list()).dataKeys;
    expect(await runJson('rotate', '--data-key')).toEqual({
      dataKeyId: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
      resealed: expect.any(Number) as number,
      unreadable: [],
    });
    const { dataKeys } = await list();
    expect(dataKeys.find(({ id }) => id === oldId)).toMatchObject({ state: 'retired', values: 0 });
    expect(dataKeys.find(({ id }) => id !== oldId)?.values).toBeGreaterThan(0);
    expect(await runJson('reseal')).toMatchObject({ resealed: 0 });
  });

  it('of the environment are rotated when a newer one stands in front', async () => {
    const [key = ''] = readKeys();
    world.env = { STAGEDOOR_MASTER_KEY: key };
    const refused = await world.run('keys', 'rotate');
    expect(refused.error).toContain('master_key_not_rotatable');
    const newer = 'b1946ac92492d2347c6235b4d2611184aa0bd53c8c8e8b6c2f1e0d9c8b7a6958';
    world.env = { STAGEDOOR_MASTER_KEY: `${newer},${key}` };
    expect(await runJson('rotate')).toMatchObject({ rewrapped: 1, isNew: false });
    expect((await world.run('keys', 'prune')).out).toContain('remove it from STAGEDOOR_MASTER_KEY');
    world.env = { STAGEDOOR_MASTER_KEY: newer };
    expect((await world.run('credential', 'list')).exitCode).toBe(0);
    world.env = { STAGEDOOR_MASTER_KEY: key };
    const missing = await world.run('credential', 'list');
    expect(missing.error).toContain('master_key_missing');
    expect(missing.error).not.toContain(key.slice(0, 16));
  });

  it('come from a program, which can be asked again', async () => {
    const script = join(world.cwd, 'kms.mjs');
    const printKey = (): void =>
      writeFileSync(
        script,
        `import { readFileSync } from 'node:fs';\nprocess.stdout.write(readFileSync(${JSON.stringify(keyFile())}));\n`,
      );
    printKey();
    const command = ['--master-key-command', `${process.execPath} ${script}`];
    const { exitCode, out } = await world.run('keys', 'list', ...command);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('the master key command')]);
    writeFileSync(script, 'process.exitCode = 1;');
    const failed = await world.run('keys', 'list', ...command);
    expect(failed.error).toContain('master_key_unavailable');
  });

  it('that others can read stop every command', async () => {
    const content = readFileSync(keyFile());
    chmodSync(keyFile(), 0o644);
    const { exitCode, error } = await world.run('keys', 'list');
    expect([exitCode, error]).toEqual([2, expect.stringContaining(`chmod 600 ${keyFile()}`)]);
    expect(readFileSync(keyFile())).toEqual(content);
  });

  it('refuses --prepare for a data key', async () => {
    const { error } = await world.run('keys', 'rotate', '--data-key', '--prepare');
    expect(error).toContain('usage');
  });
});

describe('stagedoor keys and a server that runs', () => {
  let world: TestWorld;
  let admin: TestWorld;

  beforeEach(() => {
    world = new TestWorld();
    admin = new TestWorld();
  });

  afterEach(() => {
    world.dispose();
    admin.dispose();
  });

  it('change while requests are answered', async () => {
    const demo = await makePlatform(world);
    const data = join(world.cwd, '.stagedoor');
    const headers = { authorization: basicOf(demo) };
    const statuses = new Set<number>();
    await serve(
      world,
      async ({ url }) => {
        const over = new AbortController();
        const ask = async (): Promise<void> => {
          while (!over.signal.aborted) {
            statuses.add((await fetch(`${url}/dev/v1/projects`, { headers })).status);
          }
        };
        const asking = Promise.all([ask(), ask(), ask()]);
        for (const argv of [['rotate'], ['rotate', '--data-key'], ['prune'], ['rotate']]) {
          const { exitCode, error } = await admin.run('keys', ...argv, '--data', data);
          expect([exitCode, error]).toEqual([0, '']);
        }
        over.abort();
        await asking;
      },
      '--rate-limits',
      'projects=1000000',
    );
    expect([...statuses]).toEqual([200]);
    world.restart();
    await serve(world, async ({ url }) => {
      expect((await fetch(`${url}/dev/v1/projects`, { headers })).status).toBe(200);
    });
  });
});
