/** What the guides to callers and to policies show of a platform works as it is shown. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from './test-world.js';

/** The commands of the section `On a platform` of a guide: each the words of one, or of several with a pipe between them. */
function commandsOf(page: string): readonly (readonly (readonly string[])[])[] {
  const guide = readFileSync(new URL(`../../../docs/guide/${page}`, import.meta.url), 'utf8');
  const [, section = ''] = /^##+ On a platform\n([^]*?)(?=^##|$(?![^]))/m.exec(guide) ?? [];
  const [, block = ''] = /^```sh\n([^]*?)^```/m.exec(section) ?? [];
  return block
    .trim()
    .split('\n')
    .map((line) =>
      line.split(' | ').map((command) => command.replace(/^(npx )?stagedoor /, '').split(' ')),
    );
}

const POLICY = {
  version: 1,
  rules: [
    {
      name: 'members',
      callers: [{ kind: 'jwt', issuer: 'https://login.example.com' }],
      services: ['rtc'],
      grant: { role: 'subscriber', user: 'requested', maxLifeSeconds: 60 },
    },
  ],
};

let world: TestWorld;

beforeEach(async () => {
  world = new TestWorld();
  await world.run('init', 'acme');
  await world.run('project', 'create', 'stage');
});

afterEach(() => {
  world.dispose();
});

/** Runs a command with its pipes, and gives what comes out at the end. */
async function run(
  commands: readonly (readonly string[])[],
  edit: (word: string) => string = (word) => word,
): Promise<string> {
  for (const words of commands) {
    const { exitCode, out, error } = await world.run(...words.map(edit));
    expect([words, exitCode, exitCode === 0 ? '' : error]).toEqual([words, 0, '']);
    world.stdin = out;
  }
  return world.stdin;
}

describe('on a platform', () => {
  it('callers get keys, and lose them', async () => {
    const [create = [], ...others] = commandsOf('token-callers.md');
    const [, keyId = ''] = /sd_([0-9A-Za-z]{10})_/.exec(await run(create)) ?? [];
    expect(others.map(([words]) => words?.[1])).toEqual([
      'list',
      'rotate',
      'disable',
      'enable',
      'remove',
    ]);
    for (const commands of others) {
      const shown = await run(commands, (word) => (word === '7Gk2mQx9Lp' ? keyId : word));
      expect(shown).toContain(keyId);
    }
    expect((await world.run('api-key', 'list')).out).toContain('no API key');
  });

  it('policies are set, shown, set again and taken away', async () => {
    const commands = commandsOf('token-policies.md');
    writeFileSync(join(world.cwd, 'policy.json'), JSON.stringify(POLICY));
    writeFileSync(
      join(world.cwd, 'stage.json'),
      JSON.stringify({ version: 1, rules: [{ name: 'closed', deny: 'closed' }] }),
    );
    writeFileSync(
      join(world.cwd, 'tests.json'),
      JSON.stringify({
        version: 1,
        tests: [
          {
            name: 'nobody comes in without a name',
            caller: { kind: 'anonymous' },
            request: { service: 'rtc', channel: 'room-1' },
            expect: { denied: true },
          },
        ],
      }),
    );
    expect(commands.map((each) => each.map((words) => words[1]).join(' | '))).toEqual([
      'set',
      'set',
      'show',
      'history',
      'show | set',
      'unset',
    ]);
    for (const each of commands) await run(each);
    const { out } = await world.run('policy', 'history', '--project', 'stage', '--json');
    const { versions } = JSON.parse(out) as { readonly versions: readonly object[] };
    expect(versions).toMatchObject([{ version: 3, documentBytes: null }, {}, {}]);
  });
});
