/** What README.md, and the pages about callers and deployment, show of the token server works as it is shown. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE } from './test-outcome.js';
import { placeJson, serveTokens } from './test-token-server.js';
import { TestWorld } from './test-world.js';

const readPage = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** The commands of a page that have that in them, as words without `npx stagedoor`. */
const commandsOf = (page: string, part: string): readonly (readonly string[])[] =>
  page
    .split('\n')
    .filter((line) => /^(?:\$ )?npx stagedoor /.test(line) && line.includes(part))
    .map((line) => line.replace(/^(?:\$ )?npx stagedoor /, '').split(' '));

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

async function makeKey(
  words: readonly string[],
): Promise<{ readonly key: string; readonly id: string }> {
  const { out } = await world.run(...words, '--json');
  return JSON.parse(out) as { readonly key: string; readonly id: string };
}

describe('README.md', () => {
  it('leads from a policy to a token', async () => {
    const section = readPage('README.md')
      .split(/^## /m)
      .find((each) => each.startsWith('A token server'));
    const [, policy = ''] = /```json\n([^]*?)```/.exec(section ?? '') ?? [];
    placeJson(world, 'policy.json', JSON.parse(policy) as object);
    writeFileSync(join(world.cwd, 'cert.txt'), CERTIFICATE);
    const [create = []] = commandsOf(section ?? '', 'api-key create');
    const { key } = await makeKey(create);
    const [start = []] = commandsOf(section ?? '', 'token-server --');
    const [, body = ''] = /\$ curl .* -d '(.*)'/.exec(section ?? '') ?? [];
    await serveTokens(
      world,
      async ({ url }) => {
        const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
        const response = await fetch(`${url}/v1/token`, { method: 'POST', headers, body });
        expect(response.status).toBe(200);
        expect(await response.json()).toMatchObject({ appId: APP_ID });
      },
      ...start.slice(1).map((word) => (word === '$APP_ID' ? APP_ID : word)),
    );
  });
});

describe('docs/guide/token-callers.md', () => {
  const commands = commandsOf(readPage('docs/guide/token-callers.md'), '--file');

  it('has commands about a file of keys that can be run', async () => {
    const [create = [], ...others] = commands;
    const { id } = await makeKey(create);
    const shown = new Set(others.map(([, name]) => name));
    expect(shown).toEqual(new Set(['create', 'list', 'rotate', 'disable', 'enable', 'remove']));
    const fill = (word: string): string =>
      word === '7Gk2mQx9Lp' ? id : word.replace('$APP_ID', APP_ID);
    for (const words of others.toSorted(
      ([, a], [, b]) => Number(a === 'remove') - Number(b === 'remove'),
    )) {
      expect([words, (await world.run(...words.map(fill))).error]).toEqual([words, '']);
    }
  });
});

describe('docs/guide/deploy-a-token-server.md', () => {
  it('shows what the check of the policy of the examples prints', async () => {
    const page = readPage('docs/guide/deploy-a-token-server.md');
    writeFileSync(join(world.cwd, 'policy.json'), readPage('examples/policy.json'));
    const [check = []] = commandsOf(page, 'policy check');
    const { out } = await world.run(...check);
    expect(page).toContain(`$ npx stagedoor policy check policy.json\n${out}`);
  });
});
