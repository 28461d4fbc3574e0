import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { basicOf, makePlatform, serve } from '../../test/test-server.js';
import { NOW, TestWorld } from '../../test/test-world.js';
import { parseCredentialList } from './credential/parse-credential-result.js';
import { parseProjectResult } from './project/parse-project-result.js';

const HEX_32 = /^[0-9a-f]{32}$/;
const PAIR = /^key=(?<customerId>[0-9a-f]{32})\nsecret=(?<customerSecret>[0-9a-f]{32})\n$/;

interface Pair {
  readonly customerId: string;
  readonly customerSecret: string;
}

describe('stagedoor credential', () => {
  let world: TestWorld;

  beforeEach(async () => {
    world = new TestWorld();
    await world.run('init', 'acme');
  });

  afterEach(() => world.dispose());

  const runJson = async <T>(...argv: readonly string[]): Promise<T> => {
    const { exitCode, out, error } = await world.run(...argv, '--json');
    expect([exitCode, error]).toEqual([0, '']);
    return JSON.parse(out) as T;
  };

  const create = (...argv: readonly string[]): Promise<Pair> =>
    runJson('credential', 'create', 'billing', ...argv);

  const codeOf = async (...argv: readonly string[]): Promise<unknown> => {
    const { exitCode, error } = await world.run(...argv);
    return exitCode === 0 ? 0 : /\((\w+)\):/.exec(error)?.[1];
  };

  const readPair = (name = 'key_and_secret.txt'): Pair => {
    const content = readFileSync(join(world.cwd, name), 'utf8');
    const { customerId = '', customerSecret = '' } = PAIR.exec(content)?.groups ?? {};
    return { customerId, customerSecret };
  };

  const filesHere = (): readonly string[] =>
    readdirSync(world.cwd).filter((name) => name !== '.stagedoor');

  it('prints a new secret once, and nothing shows it again', async () => {
    const { out } = await world.run('credential', 'create', 'billing');
    const [customerId = '', customerSecret = ''] = out.match(/\b[0-9a-f]{32}\b/g) ?? [];
    expect(customerSecret).toMatch(HEX_32);
    expect(out).toContain('shown this once');
    for (const argv of [['list'], ['show', customerId], ['list', '--json']]) {
      const shown = await world.run('credential', ...argv);
      expect(shown.out).toContain(customerId);
      expect(shown.out).not.toContain(customerSecret);
    }
    expect(await codeOf('credential', 'download', customerId)).toBe('customer_secret_downloaded');
    expect(filesHere()).toEqual([]);
  });

  it('writes it to a file for its owner alone, and not to the output', async () => {
    const argv = ['credential', 'create', 'billing', '--download', 'key_and_secret.txt'];
    const { exitCode, out } = await world.run(...argv);
    expect(exitCode).toBe(0);
    const { customerId, customerSecret } = readPair();
    expect(customerSecret).toMatch(HEX_32);
    expect(out).toContain(customerId);
    expect(out).not.toContain(customerSecret);
    expect(statSync(join(world.cwd, 'key_and_secret.txt')).mode & 0o777).toBe(0o600);
    expect(filesHere()).toEqual(['key_and_secret.txt']);
    expect(await codeOf('credential', 'download', customerId, 'x')).toBe(
      'customer_secret_downloaded',
    );
    expect(filesHere()).toEqual(['key_and_secret.txt']);
  });

  it('gives a secret that was kept to the first who asks', async () => {
    const made = await create('--download-later');
    expect(made).not.toHaveProperty('customerSecret');
    const { out } = await world.run('credential', 'download', made.customerId);
    expect(out).toContain('key_and_secret.txt');
    expect(readPair()).toEqual({
      customerId: made.customerId,
      customerSecret: expect.stringMatching(HEX_32) as string,
    });
    const again = await world.run('credential', 'download', made.customerId, 'again.txt');
    expect(again).toMatchObject({ exitCode: 2, out: '' });
    expect(again.error).toContain(`stagedoor credential rotate ${made.customerId}`);
    expect(filesHere()).toEqual(['key_and_secret.txt']);
  });

  it('gives it in JSON where no file is named', async () => {
    const { customerId } = await create('--download-later');
    const given = await runJson<Pair>('credential', 'download', customerId);
    expect(given).toEqual({
      customerId,
      customerSecret: expect.stringMatching(HEX_32) as string,
    });
    expect(filesHere()).toEqual([]);
  });

  it('overwrites no file, and then uses no secret up', async () => {
    writeFileSync(join(world.cwd, 'key_and_secret.txt'), 'mine');
    const { customerId } = await create('--download-later');
    mkdirSync(join(world.cwd, 'folder'));
    for (const name of ['key_and_secret.txt', 'folder', 'no/such/folder.txt', '']) {
      const argv = ['credential', 'download', customerId, name];
      expect(await codeOf(...argv)).toBe('file_unusable');
    }
    const created = ['credential', 'create', 'second', '--download', 'key_and_secret.txt'];
    expect(await codeOf(...created)).toBe('file_unusable');
    const list = parseCredentialList(await runJson('credential', 'list'));
    expect(list.credentials).toHaveLength(1);
    expect(readFileSync(join(world.cwd, 'key_and_secret.txt'), 'utf8')).toBe('mine');
    expect(await codeOf('credential', 'download', customerId, 'fresh.txt')).toBe(0);
    expect(filesHere().toSorted()).toEqual(['folder', 'fresh.txt', 'key_and_secret.txt']);
  });

  it('leaves no draft behind where the platform refuses', async () => {
    const { customerId } = await create();
    expect(await codeOf('credential', 'rotate', customerId)).toBe(0);
    const argv = ['credential', 'rotate', customerId, '--download', 'new.txt'];
    expect(await codeOf(...argv)).toBe('two_secrets_live');
    expect(await codeOf('credential', 'create', ' ', '--download', 'new.txt')).toBe(
      'invalid_request',
    );
    expect(filesHere()).toEqual([]);
  });

  it('rotates: two secrets until the rotation is ended, or taken back', async () => {
    const before = await create();
    const { customerId } = before;
    const secretsOf = async (): Promise<string> =>
      (await world.run('credential', 'list')).out.split('\n')[1] ?? '';
    await world.run('credential', 'rotate', customerId, '--download', 'new.txt');
    expect(readPair('new.txt').customerId).toBe(customerId);
    expect(readPair('new.txt').customerSecret).not.toBe(before.customerSecret);
    expect(await secretsOf()).toContain('two, rotating');
    expect(await codeOf('credential', 'finish-rotation', customerId)).toBe(0);
    expect(await secretsOf()).toContain(' one ');
    expect(await codeOf('credential', 'finish-rotation', customerId)).toBe(
      'customer_secret_missing',
    );
    await world.run('credential', 'rotate', customerId);
    expect(await codeOf('credential', 'rotate', customerId, '--drop-old')).toBe(0);
    expect(await codeOf('credential', 'finish-rotation', customerId, '--keep-old')).toBe(0);
    expect(await secretsOf()).toContain(' one ');
  });

  it('shows what it may do, in a table', async () => {
    const result = await runJson('project', 'create', 'stage');
    const { appId } = parseProjectResult(result).project;
    await create('--access', 'read-only', '--app-id', appId);
    world.time += 7200;
    const { credentials } = parseCredentialList(await runJson('credential', 'list'));
    const [{ customerId } = { customerId: '' }] = credentials;
    await world.run('credential', 'disable', customerId);
    const { out } = await world.run('credential', 'show', customerId);
    expect(out.replaceAll(/[0-9a-f]{32}/g, '<hex>')).toBe(
      [
        'billing           disabled',
        '  customer ID     <hex>',
        '  access          read-only',
        '  projects        <hex>',
        `  created         2023-11-14T22:13:20Z (${NOW}), 2 h ago`,
        '  last used       never',
        `  disabled        2023-11-15T00:13:20Z (${NOW + 7200}), 0 s ago`,
        `  primary secret  made 2023-11-14T22:13:20Z (${NOW}), 2 h ago`,
        '',
      ].join('\n'),
    );
    expect(await codeOf('credential', 'enable', customerId)).toBe(0);
  });

  it('says how to make the first one', async () => {
    const { out } = await world.run('credential', 'list');
    expect(out).toContain('stagedoor credential create');
  });

  it('takes over an ID and a secret from elsewhere', async () => {
    const pair = { customerId: 'c'.repeat(32), customerSecret: '5'.repeat(32) };
    const content = `key=${pair.customerId}\nsecret=${pair.customerSecret}\n`;
    writeFileSync(join(world.cwd, 'elsewhere.txt'), content, { mode: 0o600 });
    const argv = ['--customer-id', pair.customerId, '--secret-file', 'elsewhere.txt'];
    const { exitCode, out } = await world.run('credential', 'create', 'old', ...argv);
    expect([exitCode, out.includes(pair.customerSecret)]).toEqual([0, false]);
    expect(out).toContain(pair.customerId);
    expect(await codeOf('credential', 'create', 'twice', ...argv)).toBe('customer_id_taken');
  });

  it.each([
    [['--download', 'a', '--download-later']],
    [['--customer-id', 'c'.repeat(32)]],
    [['--secret-file', 'none']],
    [['--customer-id', 'c'.repeat(32), '--secret-file', '-', '--download', 'a']],
    [['--customer-id', 'c'.repeat(32), '--secret-file', '-']],
  ])('refuses %j', async (argv) => {
    world.stdin = 'no secret';
    expect(await codeOf('credential', 'create', 'billing', ...argv)).toBe('usage');
    expect(filesHere()).toEqual([]);
  });

  it('refuses what is no access, with the choices', async () => {
    const { exitCode, error } = await world.run('credential', 'create', 'a', '--access', 'all');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('full, read-only')]);
  });
});

describe('stagedoor credential and a server that runs', () => {
  let world: TestWorld;
  let admin: TestWorld;

  beforeEach(() => {
    world = new TestWorld();
    admin = new TestWorld();
    // Random numbers of its own.
    for (let drawn = 0; drawn < 1000; drawn += 1) admin.randomHex32();
  });

  afterEach(() => {
    world.dispose();
    admin.dispose();
  });

  it('work on the same credentials, at once', async () => {
    await makePlatform(world);
    const data = join(world.cwd, '.stagedoor');
    const run = async (...argv: readonly string[]): Promise<Pair> => {
      const { exitCode, out, error } = await admin.run(...argv, '--data', data, '--json');
      expect([exitCode, error]).toEqual([0, '']);
      return JSON.parse(out) as Pair;
    };
    await serve(world, async ({ url }) => {
      const statusOf = async (pair: Pair): Promise<number> => {
        const authorization = basicOf({ ...pair, appId: '', certificate: '' });
        return (await fetch(`${url}/dev/v1/projects`, { headers: { authorization } })).status;
      };
      const first = await run('credential', 'create', 'billing');
      expect(await statusOf(first)).toBe(200);
      const second = await run('credential', 'rotate', first.customerId);
      expect([await statusOf(first), await statusOf(second)]).toEqual([200, 200]);
      await run('credential', 'finish-rotation', first.customerId);
      expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200]);
      await run('credential', 'disable', first.customerId);
      expect(await statusOf(second)).toBe(401);
      await run('credential', 'enable', first.customerId);
      expect(await statusOf(second)).toBe(200);
      world.tick();
      const lastUsed = async (): Promise<unknown> => run('credential', 'show', first.customerId);
      await expect.poll(lastUsed).toMatchObject({ lastUsedAt: NOW });
    });
    expect(existsSync(join(admin.cwd, '.stagedoor'))).toBe(false);
  });
});
