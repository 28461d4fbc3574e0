import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld } from '../../../test/test-world.js';

const FIRST = '{"version":1,"rules":[{"name":"a","deny":"no"}]}\n';
const SECOND =
  '{\n\t"version": 1,\r\n  "rules": [{ "name": "b", "deny": "never \u009b\u202e" }]\n}';
const AT = `2023-11-14T22:13:20Z (${NOW})`;

let world: TestWorld;

beforeEach(async () => {
  world = new TestWorld();
  await world.run('init', 'acme');
  await world.run('project', 'create', 'stage');
});

afterEach(() => world.dispose());

async function set(document: string, ...argv: readonly string[]): Promise<void> {
  writeFileSync(join(world.cwd, 'policy.json'), document);
  expect((await world.run('policy', 'set', 'policy.json', ...argv)).exitCode).toBe(0);
}

const show = async (...argv: readonly string[]): Promise<readonly [number, string, string]> => {
  const { exitCode, out, error } = await world.run('policy', 'show', ...argv);
  return [exitCode, out, error];
};

describe('stagedoor policy show', () => {
  it('prints the document alone, byte for byte, and beside it what it is', async () => {
    await set(FIRST);
    await set(SECOND);
    world.time += 7200;
    expect(await show()).toEqual([
      0,
      SECOND,
      `version 2 of the policy of the organization, set ${AT}, 2 h ago, by cli:tester\n`,
    ]);
    expect(await show('--version', '1')).toEqual([
      0,
      FIRST,
      expect.stringMatching(/^version 1 of the policy of the organization, /),
    ]);
  });

  it('prints what can be set again', async () => {
    await set(FIRST);
    await set(SECOND);
    world.stdin = (await show('--version', '1'))[1];
    expect((await world.run('policy', 'set', '-')).exitCode).toBe(0);
    expect((await show())[1]).toBe(FIRST);
  });

  it('shows nothing that a terminal would obey', async () => {
    await set(SECOND);
    world.terminalColumns = 80;
    world.env = { NO_COLOR: '1' };
    expect((await show())[1]).toBe(
      '{\n  "version": 1,\n  "rules": [{ "name": "b", "deny": "never \\u{9b}\\u{202e}" }]\n}\n',
    );
  });

  it('prints that of the organization for a project without one, and says so', async () => {
    await set(FIRST);
    expect(await show('--project', 'stage')).toEqual([
      0,
      FIRST,
      `version 1 of the policy of the organization, set ${AT}, 0 s ago, by cli:tester; project stage has none of its own\n`,
    ]);
    await set(SECOND, '--project', 'stage');
    expect(await show('--project', 'stage')).toEqual([
      0,
      SECOND,
      expect.stringMatching(/^version 1 of the policy of project stage, .*cli:tester\n$/),
    ]);
  });

  it('prints JSON, with all versions', async () => {
    await set(FIRST);
    const version = { version: 1, createdAt: NOW, createdBy: 'cli:tester' };
    const [, out] = await show('--json');
    expect(JSON.parse(out)).toEqual({
      policy: { place: 'organization', ...version, document: FIRST },
      versions: [{ ...version, documentBytes: FIRST.length }],
    });
  });

  it('has nothing to print where none is set, or none of that version', async () => {
    expect(await show()).toEqual([
      2,
      '',
      expect.stringMatching(/^error \(token_policy_not_found\): no policy is set for the organiz/),
    ]);
    expect((await show('--json'))[1]).toBe('{"policy":null,"versions":[]}\n');
    await set(FIRST);
    await world.run('policy', 'unset');
    for (const version of ['2', '3']) {
      expect(await show('--version', version)).toEqual([
        2,
        '',
        expect.stringContaining('stagedoor policy history lists'),
      ]);
    }
    expect((await show('--version', '1'))[1]).toBe(FIRST);
  });
});
