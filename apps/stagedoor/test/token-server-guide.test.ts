/** What docs/guide/run-a-token-server.md shows works as it is shown: its files, its commands, its request and its metrics. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NAMED_SETTINGS } from '../src/config/setting-names.js';
import { TOKEN_SERVER_SETTINGS } from '../src/config/token-server-settings.js';
import { makeTestCertificate } from './test-certificate.js';
import { APP_ID, CERTIFICATE, OTHER_CERTIFICATE } from './test-outcome.js';
import { jsonLinesOf, placeJson, serveTokens } from './test-token-server.js';
import { TestWorld } from './test-world.js';

const GUIDE = readFileSync(
  new URL('../../../docs/guide/run-a-token-server.md', import.meta.url),
  'utf8',
);

/** The examples of that language, in their order. */
const blocksOf = (language: string): readonly string[] =>
  [...GUIDE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  );

const JSON_BLOCKS = blocksOf('json').map((text) => JSON.parse(text) as object);
const [PROJECTS, POLICY, CONFIG, ROTATED, CHANGE_LINE, AUDIT_LINE, LOG_LINE] = JSON_BLOCKS;

/** The commands that begin so, as words without `npx stagedoor`. */
const commandsOf = (name: string): readonly (readonly string[])[] =>
  blocksOf('console').flatMap((text) =>
    text
      .split('\n')
      .filter((line) => line.startsWith(`$ npx stagedoor ${name} `))
      .map((line) => line.split(' ').slice(3)),
  );

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
  placeJson(world, 'projects.json', PROJECTS);
  placeJson(world, 'policy.json', POLICY);
});

afterEach(() => {
  world.dispose();
});

async function makeKey(): Promise<string> {
  const [create = []] = commandsOf('api-key');
  const { out } = await world.run(...create, '--json');
  return (JSON.parse(out) as { readonly key: string }).key;
}

/** The request of the page, at another address and with a key. */
async function sendShownRequest(url: string, key: string): Promise<Response> {
  const [, path = '', body = ''] = /\$ curl -s localhost:8082(\S+) .*-d '(.*)'/.exec(GUIDE) ?? [];
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return fetch(`${url}${path}`, { method: 'POST', headers, body });
}

/** The first cells of the table whose head begins so. */
function firstCellsOf(head: string): readonly string[] {
  const [, rest = ''] = GUIDE.split(new RegExp(`^\\| ${head} .*\\n\\|[-| ]+\\n`, 'm'));
  const rows = rest.split('\n').slice(
    0,
    rest.split('\n').findIndex((line) => !line.startsWith('|')),
  );
  return rows.map((row) => row.split('|')[1] ?? '');
}

const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

describe('the guide', () => {
  it('leads from nothing to a token', async () => {
    const key = await makeKey();
    const [check = [], start = []] = commandsOf('token-server');
    expect((await world.run(...check)).exitCode).toBe(0);
    await serveTokens(
      world,
      async ({ url, operationsUrl }) => {
        const response = await sendShownRequest(url, key);
        expect(response.status).toBe(200);
        const answer = (await response.json()) as object;
        expect(Object.keys(answer).slice(0, 2)).toEqual(['token', 'appId']);
        const metrics = await (await fetch(`${operationsUrl}/metrics`)).text();
        const shown = firstCellsOf('name').flatMap(namesIn);
        expect(shown.length).toBeGreaterThan(5);
        expect(shown.filter((name) => !metrics.includes(`# TYPE ${name} `))).toEqual([]);
      },
      ...start.slice(1),
      '--audit-file',
      'grants.jsonl',
    );
    const [entry = {}] = jsonLinesOf(readFileSync(join(world.cwd, 'grants.jsonl'), 'utf8'));
    expect(Object.keys(entry)).toEqual(Object.keys(AUDIT_LINE ?? {}));
  });

  it('has log lines as they are', async () => {
    const key = await makeKey();
    writeFileSync(join(world.cwd, 'new.txt'), OTHER_CERTIFICATE);
    writeFileSync(join(world.cwd, 'old.txt'), CERTIFICATE);
    placeJson(world, 'projects.json', [{ appId: APP_ID, certificates: [CERTIFICATE] }]);
    const [, start = []] = commandsOf('token-server');
    const { error } = await serveTokens(
      world,
      async ({ url }) => {
        await sendShownRequest(url, key);
        await fetch(`${url}/v1/token`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: '{"service":"rtm","userId":"zoe"}',
        });
        placeJson(world, 'projects.json', ROTATED);
        world.reload();
        await expect.poll(() => world.error, { timeout: 10_000 }).toContain('a new version');
      },
      ...start.slice(1),
    );
    const lines = jsonLinesOf(error);
    const keysOf = (line: object = {}): readonly string[] =>
      Object.keys(line)
        .filter((name) => name !== 'time')
        .toSorted();
    const refused = lines.find(({ outcome }) => outcome === 'refused');
    expect(keysOf(refused)).toEqual(keysOf(LOG_LINE));
    const changed = lines.find(({ msg }) => String(msg).includes('signs no new tokens'));
    expect(keysOf(changed)).toEqual(keysOf(CHANGE_LINE));
  });

  it('has a configuration that can be used', async () => {
    await makeKey();
    makeTestCertificate(world.cwd, 'chain');
    writeFileSync(join(world.cwd, 'key.pem'), readFileSync(join(world.cwd, 'chain.key')));
    placeJson(world, 'stagedoor.config.json', CONFIG);
    const { exitCode, out, error } = await world.run('token-server', '--check-config');
    expect([exitCode, error]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ config: CONFIG });
  });

  it('names all settings, and no others', () => {
    const named = firstCellsOf('setting').flatMap(namesIn);
    const settings = TOKEN_SERVER_SETTINGS.settings.map(({ key }) => key);
    const pairs = new Set(['issuer', 'audience']);
    expect(named.toSorted()).toEqual(settings.filter((key) => !pairs.has(key)).toSorted());
    expect(NAMED_SETTINGS.map(({ key }) => key)).toContain('tokenServer');
  });
});
