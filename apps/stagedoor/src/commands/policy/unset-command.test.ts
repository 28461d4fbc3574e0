import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../../test/test-world.js';

let world: TestWorld;

beforeEach(async () => {
  world = new TestWorld();
  await world.run('init', 'acme');
  await world.run('project', 'create', 'stage');
  world.stdin = '{"version":1,"rules":[{"name":"a","deny":"no"}]}';
});

afterEach(() => world.dispose());

const run = async (...argv: readonly string[]): Promise<readonly [number, string, string]> => {
  const { exitCode, out, error } = await world.run('policy', ...argv);
  return [exitCode, out, error];
};

describe('stagedoor policy unset', () => {
  it('takes a policy away, and says what holds then', async () => {
    await run('set', '-');
    await run('set', '-', '--project', 'stage');
    expect(await run('unset', '--project', 'stage')).toEqual([
      0,
      expect.stringMatching(
        /^The policy of project stage is taken away, by version 2\nThat of its organization holds/,
      ),
      '',
    ]);
    expect((await run('show', '--project', 'stage'))[2]).toContain('has none of its own');
    expect(await run('unset', '--json')).toEqual([0, '{"version":2}\n', '']);
    expect((await run('show'))[2]).toContain('(token_policy_not_found)');
  });

  it('takes away what is there, and no more', async () => {
    await run('set', '-');
    expect(await run('unset', '--project', 'stage')).toEqual([
      2,
      '',
      expect.stringContaining('(token_policy_not_found)'),
    ]);
    expect((await run('show'))[0]).toBe(0);
  });

  it('leaves who did it in the audit trail', async () => {
    await run('set', '-');
    await run('unset');
    const { out } = await world.run('audit', 'list', '--action', 'token-policy.unset');
    expect(out).toMatch(/cli:tester {2}token-policy\.unset {2}policy of organization /);
  });
});
