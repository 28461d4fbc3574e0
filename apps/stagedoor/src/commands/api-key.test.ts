import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { apiKeyCallers, type Caller, listApiKeys, parseApiKeys } from '@stagedoor/token-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld } from '../../test/test-world.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const KEY = /\bsd_[0-9A-Za-z]{10}_[0-9A-Za-z]{49}\b/;

interface Made {
  readonly key: string;
  readonly id: string;
  readonly state: string;
  readonly secrets: readonly object[];
}

describe('stagedoor api-key', () => {
  let world: TestWorld;

  beforeEach(() => {
    world = new TestWorld();
  });

  afterEach(() => world.dispose());

  const FILE = ['--file', 'keys.json'] as const;
  const path = (): string => join(world.cwd, 'keys.json');

  const runJson = async <T>(...argv: readonly string[]): Promise<T> => {
    const { exitCode, out, error } = await world.run('api-key', ...argv, ...FILE, '--json');
    expect([exitCode, error]).toEqual([0, '']);
    return JSON.parse(out) as T;
  };

  const create = (...argv: readonly string[]): Promise<Made> =>
    runJson('create', '--name', 'web', ...argv);

  const codeOf = async (...argv: readonly string[]): Promise<unknown> => {
    const { exitCode, error } = await world.run('api-key', ...argv);
    return exitCode === 0 ? 0 : /\((\w+)\):/.exec(error)?.[1];
  };

  /** Who a token server with this file takes the key for. */
  const identify = (key: string): Caller | undefined => {
    const keys = parseApiKeys(JSON.parse(readFileSync(path(), 'utf8')));
    const callers = apiKeyCallers({ directory: listApiKeys(keys), now: () => world.time });
    return callers.authenticate({
      header: (name) => (name === 'x-api-key' ? key : undefined),
    }) as Caller;
  };

  const refuses = (key: string): boolean => {
    try {
      identify(key);
      return false;
    } catch {
      return true;
    }
  };

  it('makes a key that opens the server, and shows it once', async () => {
    const argv = ['create', '--name', 'web', '--scope', 'call', '--scope', 'chat'];
    argv.push('--label', 'team=red', '--label', 'rule=a=b', '--project', APP_ID, ...FILE);
    const { out, exitCode } = await world.run('api-key', ...argv);
    expect(exitCode).toBe(0);
    const [key = ''] = KEY.exec(out) ?? [];
    expect(identify(key)).toMatchObject({
      kind: 'api-key',
      scopes: ['call', 'chat'],
      claims: { team: 'red', rule: 'a=b' },
      appIds: [APP_ID],
    });
    expect(out).toContain('shown this once');
    const listed = await world.run('api-key', 'list', ...FILE);
    expect(listed.out).toContain(identify(key)?.id);
    for (const text of [listed.out, readFileSync(path(), 'utf8')]) {
      expect(text).not.toContain(key.slice(14));
    }
  });

  it('lists keys without their hashes', async () => {
    expect((await world.run('api-key', 'list', ...FILE)).error).toContain('(file_unusable)');
    const { key, ...shown } = await create('--expires-in', '60');
    expect(key).toMatch(KEY);
    expect(await runJson('list')).toEqual({ keys: [shown] });
    expect(shown).toEqual({
      id: key.slice(3, 13),
      name: 'web',
      scopes: [],
      labels: {},
      appIds: null,
      createdAt: NOW,
      expiresAt: NOW + 60,
      state: 'live',
      secrets: [{ createdAt: NOW, expiresAt: null }],
    });
    world.time += 60;
    expect(await runJson('list')).toMatchObject({ keys: [{ state: 'expired' }] });
    expect(refuses(key)).toBe(true);
  });

  it('rotates a key: both work until the overlap is over', async () => {
    const old = await create();
    const made = await runJson<Made>('rotate', old.id, '--overlap', '60');
    expect(made.id).toBe(old.id);
    expect(made.secrets).toEqual([
      { createdAt: NOW, expiresAt: null },
      { createdAt: NOW, expiresAt: NOW + 60 },
    ]);
    expect(identify(made.key)).toMatchObject({ credential: 'current' });
    expect(identify(old.key)).toMatchObject({ credential: 'previous' });
    expect((await world.run('api-key', 'list', ...FILE)).out).toContain('two, rotating');
    expect(await codeOf('rotate', old.id, ...FILE)).toBe('api_key_rotating');
    world.time += 60;
    expect(refuses(old.key)).toBe(true);
    expect(await codeOf('rotate', old.id, ...FILE)).toBe(0);
  });

  it('ends the old secret at once where it has leaked', async () => {
    const old = await create();
    await runJson('rotate', old.id);
    const made = await runJson<Made>('rotate', old.id, '--drop-old', '--overlap', '0');
    expect(refuses(old.key)).toBe(true);
    expect(identify(made.key)).toMatchObject({ credential: 'current' });
  });

  it('disables, enables and removes a key, and no other', async () => {
    const [one, other] = [await create(), await create()];
    expect(await runJson('disable', one.id)).toMatchObject({ id: one.id, state: 'disabled' });
    expect([refuses(one.key), refuses(other.key)]).toEqual([true, false]);
    expect(await runJson('enable', one.id)).toMatchObject({ state: 'live' });
    expect(refuses(one.key)).toBe(false);
    expect(await runJson('remove', one.id)).toMatchObject({ id: one.id });
    expect([refuses(one.key), refuses(other.key)]).toEqual([true, false]);
    expect(await codeOf('remove', one.id, ...FILE)).toBe('api_key_not_found');
    expect((await world.run('api-key', 'disable', other.id, ...FILE)).out).toContain('disabled');
  });

  it.each([
    ['create', '--name', ''],
    ['create', '--name', 'web', '--scope', 'two words'],
    ['create', '--name', 'web', '--project', 'short'],
    ['create', '--name', 'web', '--label', '__proto__=x'],
  ])('does not make a key of %s %s %s %s %s', async (...argv) => {
    expect(await codeOf(...argv, ...FILE)).toBe('api_keys_invalid');
    expect(readdirSync(world.cwd)).toEqual([]);
  });

  it.each([
    [['create', '--name', 'web', '--label', 'team', ...FILE]],
    [['create', '--name', 'web', '--label', 'a=1', '--label', 'a=2', ...FILE]],
  ])('says how it is used: %j', async (argv) => {
    expect(await codeOf(...argv)).toBe('usage');
  });

  it.each(['rotate', 'disable', 'enable', 'remove'])(
    '%s takes no whole key, and does not repeat it',
    async (command) => {
      const { key } = await create();
      const { exitCode, out, error } = await world.run('api-key', command, key, ...FILE);
      expect([exitCode, out]).toEqual([2, '']);
      expect(error).toContain('(usage)');
      expect(error).not.toContain(key.slice(14));
    },
  );

  it.each([
    ['{', 'file_unusable'],
    ['{"version":2,"keys":[]}', 'api_keys_invalid'],
    ['{"version":1,"keys":[{}]}', 'api_keys_invalid'],
  ])('leaves a file alone that holds %s', async (text, code) => {
    writeFileSync(path(), text);
    expect(await codeOf('create', '--name', 'web', ...FILE)).toBe(code);
    expect((await world.run('api-key', 'list', ...FILE)).error).toContain('keys.json');
    expect(readFileSync(path(), 'utf8')).toBe(text);
    expect(readdirSync(world.cwd)).toEqual(['keys.json']);
  });

  it('keeps the file for its owner alone', async () => {
    await create();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    chmodSync(path(), 0o644);
    await create();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readdirSync(world.cwd)).toEqual(['keys.json']);
  });

  it('writes to where a link points', async () => {
    writeFileSync(join(world.cwd, 'real.json'), '{"version":1,"keys":[]}');
    symlinkSync('real.json', path());
    const { key } = await create();
    expect(readFileSync(join(world.cwd, 'real.json'), 'utf8')).toContain(key.slice(3, 13));
    expect(identify(key)).toBeDefined();
  });

  it('does not write while another command does', async () => {
    const { id } = await create();
    const before = readFileSync(path(), 'utf8');
    writeFileSync(`${path()}.lock`, '');
    for (const argv of [
      ['disable', id],
      ['create', '--name', 'x'],
      ['remove', id],
    ]) {
      const { error } = await world.run('api-key', ...argv, ...FILE);
      expect(error).toContain('is being changed by another command');
    }
    expect(readFileSync(path(), 'utf8')).toBe(before);
    expect(existsSync(`${path()}.lock`)).toBe(true);
  });

  it('makes no folder', async () => {
    const argv = ['create', '--name', 'web', '--file', 'nowhere/keys.json'];
    expect(await codeOf(...argv)).toBe('file_unusable');
    expect(await codeOf('list', '--file', '.')).toBe('file_unusable');
  });
});
