import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld } from '../../../test/test-world.js';

const POLICY = '{"version":1,"rules":[{"name":"a","deny":"no"}]}';

let world: TestWorld;

beforeEach(async () => {
  world = new TestWorld();
  await world.run('init', 'acme');
  await world.run('project', 'create', 'stage');
  world.stdin = POLICY;
});

afterEach(() => world.dispose());

const history = async (...argv: readonly string[]): Promise<string> => {
  const { exitCode, out, error } = await world.run('policy', 'history', ...argv);
  expect([exitCode, error]).toEqual([0, '']);
  return out;
};

describe('stagedoor policy history', () => {
  it('lists who set and took away what, the newest first', async () => {
    await world.run('policy', 'set', '-');
    world.time += 7200;
    await world.run('policy', 'unset');
    expect(await history()).toBe(
      [
        'VERSION  BY          SIZE        SET',
        `2        cli:tester  taken away  2023-11-15T00:13:20Z (${NOW + 7200}), 0 s ago`,
        `1        cli:tester  48 bytes    2023-11-14T22:13:20Z (${NOW}), 2 h ago`,
        '',
      ].join('\n'),
    );
    expect(JSON.parse(await history('--json'))).toMatchObject({
      versions: [
        { version: 2, documentBytes: null },
        { version: 1, documentBytes: 48 },
      ],
    });
  });

  it('is that of one place', async () => {
    await world.run('policy', 'set', '-', '--project', 'stage');
    expect(await history()).toBe(
      'No policy was ever set for the organization: stagedoor policy set sets one.\n',
    );
    expect(await history('--project', 'stage')).toContain('\n1        cli:tester');
  });
});
