import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashApiKeyText } from '@stagedoor/token-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld } from '../../../test/test-world.js';

interface Made {
  readonly key: string;
  readonly id: string;
}

let world: TestWorld;

beforeEach(async () => {
  world = new TestWorld();
  await world.run('init', 'acme');
});

afterEach(() => world.dispose());

const run = async (...argv: readonly string[]): Promise<readonly [number, string, string]> => {
  const { exitCode, out, error } = await world.run('api-key', ...argv);
  return [exitCode, out, error];
};

const create = async (...argv: readonly string[]): Promise<Made> =>
  JSON.parse((await run('create', '--name', 'web', ...argv, '--json'))[1]) as Made;

/** All that the platform keeps. */
const readStored = (): Buffer => {
  const folder = join(world.cwd, '.stagedoor');
  const files = readdirSync(folder).filter((name) => name.startsWith('stagedoor.db'));
  return Buffer.concat(files.map((name) => readFileSync(join(folder, name))));
};

describe('stagedoor api-key without a file', () => {
  it('keeps keys in the platform, as hashes', async () => {
    const { key, id } = await create();
    const stored = readStored();
    expect(stored.includes(id)).toBe(true);
    expect(stored.includes(hashApiKeyText(key))).toBe(true);
    expect(stored.includes(key.slice('sd_'.length + id.length + 1))).toBe(false);
    expect(readdirSync(world.cwd)).toEqual(['.stagedoor']);
  });

  it('shows them as those in a file, and when they were used', async () => {
    const { id } = await create('--scope', 'call', '--label', 'team=red', '--expires-in', '60');
    const [, table] = await run('list');
    expect(table).toBe(
      [
        'KEY ID      STATE  SECRETS  SCOPES  PROJECTS  LAST USED  NAME',
        `${id}  live   1        call    all       never      web`,
        '',
      ].join('\n'),
    );
    expect((await run('disable', id))[1]).toBe(
      [
        'web          disabled',
        `  key ID     ${id}`,
        '  scopes     call',
        '  labels     team=red',
        '  projects   all',
        `  created    2023-11-14T22:13:20Z (${NOW}), 0 s ago`,
        `  ends       2023-11-14T22:14:20Z (${NOW + 60}), in 60 s`,
        '  last used  never',
        `  secret     made 2023-11-14T22:13:20Z (${NOW}), 0 s ago`,
        '',
      ].join('\n'),
    );
  });

  it('lists those of one organization', async () => {
    await world.run('organization', 'create', 'second');
    const { id } = await create('--organization', 'second');
    expect((await run('list', '--organization', 'acme'))[1]).toContain('no API key here');
    expect((await run('list', '--organization', 'second'))[1]).toContain(id);
    expect((await run('disable', id, '--organization', 'acme'))[2]).toContain(
      '(api_key_not_found)',
    );
  });

  it.each([
    [['create', '--name', 'web', '--project', '0'.repeat(32)], 'invalid_request'],
    [['create', '--name', 'web', '--expires-in', '0'], 'invalid_request'],
    [['create', '--name', ''], 'api_keys_invalid'],
    [['disable', 'none'], 'api_key_not_found'],
    [['rotate', 'none'], 'api_key_not_found'],
    [['list', '--data', 'nowhere'], 'file_unusable'],
  ])('refuses %j, and shows no key', async (argv, code) => {
    expect(await run(...argv)).toEqual([2, '', expect.stringMatching(`^error \\(${code}\\): `)]);
    expect((await run('list', '--json'))[1]).toBe('{"keys":[]}\n');
  });

  it('names the file of keys to who has no platform', async () => {
    const [, , error] = await run('create', '--name', 'web', '--data', 'nowhere');
    expect(error).toContain('; or name a file of keys by --file');
  });

  it.each([[[]], [['create', '--nmae']], [['rotate', 'x']]])(
    'repeats no key that stands where none belongs, after %j',
    async (argv) => {
      const { key } = await create();
      const [exitCode, out, error] = await run(...argv, key);
      expect([exitCode, out]).toEqual([2, '']);
      expect(error).not.toContain(key.slice(14));
    },
  );

  it('leaves who did what in the audit trail, and no key', async () => {
    const { key, id } = await create();
    for (const command of ['rotate', 'disable', 'enable', 'remove']) await run(command, id);
    const { out } = await world.run('audit', 'list', '--json');
    const { events } = JSON.parse(out) as {
      readonly events: readonly { readonly actor: string; readonly action: string }[];
    };
    expect(
      events
        .toReversed()
        .filter(({ action }) => action.startsWith('api-key.'))
        .map(({ actor, action }) => `${actor} ${action}`),
    ).toEqual([
      'cli:tester api-key.create',
      'cli:tester api-key.rotate',
      'cli:tester api-key.disable',
      'cli:tester api-key.enable',
      'cli:tester api-key.remove',
    ]);
    expect(out).not.toContain(key.slice(14));
    expect(out).not.toContain(hashApiKeyText(key));
  });
});

describe('stagedoor api-key --file', () => {
  it.each(['--data', '--database', '--organization', '--master-key-file', '--master-key-command'])(
    'is not used together with %s',
    async (option) => {
      const argv = ['create', '--name', 'web', '--file', 'keys.json', option, 'x'];
      const [exitCode, out, error] = await run(...argv, '--json');
      expect([exitCode, out]).toEqual([2, '']);
      expect(JSON.parse(error)).toMatchObject({ error: { code: 'usage' } });
      expect(readdirSync(world.cwd)).toEqual(['.stagedoor']);
    },
  );

  it('needs no platform, whatever the environment names', async () => {
    world.env = { STAGEDOOR_DATABASE_URL: 'postgres://nowhere.invalid/x' };
    const { id } = await create('--file', 'keys.json');
    const [, table] = await run('list', '--file', 'keys.json');
    expect(table).toContain(id);
    expect(table).not.toContain('LAST USED');
  });
});
