import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';

let world: TestWorld;

beforeEach(async () => {
  world = new TestWorld();
  await world.run('init', 'acme');
  world.time += 1;
});

afterEach(() => {
  world.dispose();
});

it('creates organizations, and lists the oldest first', async () => {
  const created = await world.run('organization', 'create', 'Second stage', '--json');
  const made: unknown = JSON.parse(created.out);
  expect(made).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/), name: 'Second stage' });
  const listed = await world.run('organization', 'list', '--json');
  expect(JSON.parse(listed.out)).toEqual({
    organizations: [expect.objectContaining({ name: 'acme' }), made],
  });
});

it('writes for people, too', async () => {
  const created = await world.run('organization', 'create', 'second');
  expect(created.out).toMatch(/^The organization second is made: [0-9a-f]{32}\n$/);
  const listed = await world.run('organization', 'list');
  expect(listed.out).toMatch(/^ID {32}CREATED \(UTC\) +NAME\n.* acme\n.* second\n$/);
});

it('takes no name twice', async () => {
  const { exitCode, error } = await world.run('organization', 'create', 'acme');
  expect([exitCode, error]).toEqual([2, expect.stringContaining('(organization_exists)')]);
});
