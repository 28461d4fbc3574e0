import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, makePlatform } from '../../../test/test-server.js';
import { TestWorld } from '../../../test/test-world.js';
import { PlatformApiKeys } from './platform-api-keys.js';

let world: TestWorld;
let demo: Demo;

beforeEach(async () => {
  world = new TestWorld();
  demo = await makePlatform(world);
});

afterEach(() => {
  world.dispose();
});

/** What `stagedoor api-key` prints as JSON. */
async function run(...argv: readonly string[]): Promise<Record<string, unknown>> {
  const { out, error } = await world.run('api-key', ...argv, '--json');
  return JSON.parse(out === '' ? error : out) as Record<string, unknown>;
}

const create = (): Promise<Record<string, unknown>> =>
  run('create', '--name', 'web', '--scope', 'call', '--label', 'team=red', '--project', demo.appId);

describe('the API keys of a platform', () => {
  it('are made, and listed without what opens anything', async () => {
    const { key, id } = await create();
    expect(key).toMatch(new RegExp(`^sd_${String(id)}_`));
    const listed = await run('list');
    expect(listed).toEqual({
      keys: [
        expect.objectContaining({
          id,
          name: 'web',
          scopes: ['call'],
          labels: { team: 'red' },
          appIds: [demo.appId],
          state: 'live',
        }),
      ],
    });
    expect(JSON.stringify(listed)).not.toContain(String(key).slice(20));
  });

  it('are rotated', async () => {
    const { key, id } = await create();
    const rotated = await run('rotate', String(id), '--overlap', '600');
    expect(rotated['key']).not.toBe(key);
    expect(rotated['secrets']).toHaveLength(2);
    expect(await run('rotate', String(id))).toMatchObject({ error: { code: 'api_key_rotating' } });
    const dropped = await run('rotate', String(id), '--overlap', '0', '--drop-old');
    expect(dropped['secrets']).toHaveLength(1);
  });

  it('are disabled, enabled and removed', async () => {
    const { id } = await create();
    expect(await run('disable', String(id))).toMatchObject({ state: 'disabled' });
    expect(await run('enable', String(id))).toMatchObject({ state: 'live' });
    expect(await run('remove', String(id))).toMatchObject({ id });
    expect(await run('list')).toEqual({ keys: [] });
    expect(await run('remove', String(id))).toMatchObject({ error: { code: 'api_key_not_found' } });
  });

  it('are listed to the last page', async () => {
    const view = { appIds: null, expiresAt: null, disabledAt: null, lastUsedAt: null, secrets: [] };
    const pages: Record<string, object> = {
      '{}': { apiKeys: [{ ...view, keyId: 'a' }], next: 'a' },
      '{"after":"a"}': { apiKeys: [{ ...view, keyId: 'b' }], next: 'b' },
      '{"after":"b"}': { apiKeys: [{ ...view, keyId: 'c' }], next: null },
    };
    const keys = new PlatformApiKeys(async (_id, input) => pages[JSON.stringify(input)]);
    expect((await keys.list()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});
