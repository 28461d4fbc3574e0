import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, makePlatform, serve } from '../../../test/test-server.js';
import { askToken, placeJson, policyFor } from '../../../test/test-token-server.js';
import { NOW, TestWorld } from '../../../test/test-world.js';
import { openAdministration } from '../../administration/open-administration.js';
import { parseShownPolicies, type ShownPolicies } from './parse-policy-result.js';

const POLICY = policyFor({ kind: 'api-key', scopes: ['chat'] });
const CALLER = { kind: 'api-key', id: 'k', scopes: ['chat'] };

/** Tests of that policy: the caller asks for a channel, and the answer is expected to be this. */
const testsFor = (channel: string, expected: object): object => ({
  version: 1,
  tests: [
    {
      name: 'chat',
      caller: CALLER,
      request: { service: 'rtc', channel, uid: 7 },
      expect: expected,
    },
  ],
});

describe('stagedoor policy set', () => {
  let world: TestWorld;

  beforeEach(async () => {
    world = new TestWorld();
    await world.run('init', 'acme');
    placeJson(world, 'policy.json', POLICY);
  });

  afterEach(() => world.dispose());

  const set = async (...argv: readonly string[]): Promise<readonly [number, string, string]> => {
    const { exitCode, out, error } = await world.run('policy', 'set', ...argv);
    return [exitCode, out, error];
  };

  const stored = async (): Promise<ShownPolicies> =>
    parseShownPolicies(JSON.parse((await world.run('policy', 'show', '--json')).out));

  it('keeps the document as it is written, and says which version it is', async () => {
    const document = `\n${JSON.stringify(POLICY, null, 4)}\n`;
    writeFileSync(join(world.cwd, 'policy.json'), document);
    expect(await set('policy.json')).toEqual([
      0,
      'Version 1 of the policy of the organization is set: 1 rule\n',
      '',
    ]);
    const [, json] = await set('policy.json', '--json');
    expect(JSON.parse(json)).toEqual({
      version: 2,
      documentBytes: document.length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      rules: ['rooms'],
      remarks: [],
    });
    expect((await stored()).policy).toEqual({
      place: 'organization',
      version: 2,
      createdAt: NOW,
      createdBy: 'cli:tester',
      document,
    });
  });

  it('sets that of a project by any of its names', async () => {
    await world.run('project', 'create', 'stage');
    expect((await set('policy.json', '--project', 'stage'))[1]).toBe(
      'Version 1 of the policy of project stage is set: 1 rule\n',
    );
    expect((await stored()).policy).toBeNull();
    expect(await set('policy.json', '--project', 'none')).toEqual([
      2,
      '',
      expect.stringContaining('error (invalid_request): the organization has no project'),
    ]);
  });

  it('sets that of one organization', async () => {
    await world.run('organization', 'create', 'second');
    expect((await set('policy.json', '--organization', 'second'))[0]).toBe(0);
    const shown = await world.run('policy', 'show', '--organization', 'acme');
    expect(shown.error).toContain('(token_policy_not_found)');
  });

  it.each([
    ['{', 'the document is not JSON'],
    ['{"version":1,"version":1,"rules":[]}', 'has the key "version" twice'],
    ['{"version":1,"rules":[{"name":"a","deny":"no","wen":1}]}', 'rules[0].wen is unknown'],
  ])('refuses %s as policy check does, and sets nothing', async (text, message) => {
    writeFileSync(join(world.cwd, 'bad.json'), text);
    const refused = await set('bad.json');
    expect(refused).toEqual([2, '', expect.stringContaining(message)]);
    const { exitCode, out, error } = await world.run('policy', 'check', 'bad.json');
    expect(refused).toEqual([exitCode, out, error]);
    expect(await stored()).toEqual({ policy: null, versions: [] });
  });

  it('sets a policy that passes its tests, and says what they leave open', async () => {
    placeJson(world, 'tests.json', testsFor('lobby', { denied: true }));
    expect(await set('policy.json', '--tests', 'tests.json')).toEqual([
      0,
      [
        '1 of 1 tests passed',
        'Rules that decide no test: rooms',
        'Version 1 of the policy of the organization is set: 1 rule',
        '',
      ].join('\n'),
      '',
    ]);
    const [, json] = await set('policy.json', '--tests', 'tests.json', '--json');
    expect(JSON.parse(json)).toMatchObject({ testsPassed: 1, unreachedRules: ['rooms'] });
  });

  it('sets nothing where a test fails, and shows the report', async () => {
    placeJson(world, 'tests.json', testsFor('lobby', { granted: {} }));
    const [exitCode, out, error] = await set('policy.json', '--tests', 'tests.json');
    expect([exitCode, error]).toEqual([
      1,
      'rejected (policy_tests_failed): 1 test failed; see the report\n',
    ]);
    expect(out).toMatch(/^FAIL {2}chat\n/);
    const [, json] = await set('policy.json', '--tests', 'tests.json', '--json');
    expect(JSON.parse(json)).toMatchObject({ passed: false, results: [{ name: 'chat' }] });
    expect((await stored()).versions).toEqual([]);
  });

  it('sets nothing where the tests cannot be read', async () => {
    placeJson(world, 'tests.json', { version: 1, tests: [{ name: 'a' }] });
    const [exitCode, , error] = await set('policy.json', '--tests', 'tests.json');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('(policy_tests_invalid)')]);
    expect((await stored()).versions).toEqual([]);
  });

  it('reads standard input, for one of the two', async () => {
    world.stdin = JSON.stringify(POLICY);
    expect((await set('-'))[0]).toBe(0);
    expect(await set('-', '--tests', '-')).toEqual([2, '', expect.stringContaining('(usage)')]);
    expect((await stored()).policy?.document).toBe(world.stdin);
  });

  it('says what is allowed and seldom meant', async () => {
    placeJson(world, 'open.json', policyFor({ kind: 'anonymous' }));
    const { out } = await world.run('policy', 'check', 'open.json');
    const remarks = out.split('\n').filter((line) => line.startsWith('Seldom meant'));
    const [, setOut] = await set('open.json');
    expect(remarks).toHaveLength(1);
    expect(setOut.split('\n').slice(0, -2)).toEqual(remarks);
  });

  it('leaves who set it in the audit trail', async () => {
    await set('policy.json');
    const { out } = await world.run('audit', 'list', '--action', 'token-policy.set');
    expect(out).toMatch(/cli:tester {2}token-policy\.set {2}policy of organization /);
  });

  it('needs a platform', async () => {
    expect(await set('policy.json', '--data', 'nowhere')).toEqual([
      2,
      '',
      expect.stringContaining('(file_unusable)'),
    ]);
    expect(existsSync(join(world.cwd, 'nowhere'))).toBe(false);
  });
});

describe('stagedoor policy and api-key, and a server that runs', () => {
  let world: TestWorld;
  let admin: TestWorld;
  let demo: Demo;

  beforeEach(async () => {
    world = new TestWorld();
    admin = new TestWorld();
    // Random numbers of its own.
    for (let drawn = 0; drawn < 1000; drawn += 1) admin.randomHex32();
    demo = await makePlatform(world);
  });

  afterEach(() => {
    world.dispose();
    admin.dispose();
  });

  it('decide at once who gets a token', async () => {
    placeJson(admin, 'policy.json', POLICY);
    const data = ['--data', join(world.cwd, '.stagedoor')];
    const run = async (...argv: readonly string[]): Promise<Record<string, unknown>> => {
      const { exitCode, out, error } = await admin.run(...argv, ...data, '--json');
      expect([exitCode, error]).toEqual([0, '']);
      return JSON.parse(out) as Record<string, unknown>;
    };
    await serve(
      world,
      async ({ url }) => {
        const statusOf = async (key: unknown): Promise<number> =>
          (await askToken(url, { 'x-api-key': String(key) }, { appId: demo.appId })).status;
        const made = await run('api-key', 'create', '--name', 'web', '--scope', 'chat');
        expect(await statusOf(made['key'])).toBe(403);
        await run('policy', 'set', 'policy.json');
        expect(await statusOf(made['key'])).toBe(200);
        const id = String(made['id']);
        const rotated = await run('api-key', 'rotate', id, '--overlap', '0');
        expect([await statusOf(made['key']), await statusOf(rotated['key'])]).toEqual([401, 200]);
        await run('api-key', 'disable', id);
        expect(await statusOf(rotated['key'])).toBe(401);
        await run('api-key', 'enable', id);
        world.tick();
        await expect
          .poll(() => run('api-key', 'list'))
          .toMatchObject({ keys: [{ lastUsedAt: NOW }] });
        await run('policy', 'unset');
        expect(await statusOf(rotated['key'])).toBe(403);
        await run('api-key', 'remove', id);
        expect(await statusOf(rotated['key'])).toBe(401);
      },
      '--token-server',
    );
    expect(existsSync(join(admin.cwd, '.stagedoor'))).toBe(false);
  });

  it('keep a policy out that does not compile, whoever sends it', async () => {
    const send = async (): Promise<unknown> => {
      const administration = await openAdministration({ data: '.stagedoor' }, world);
      try {
        return await administration.run('token-policy.set', { document: '{"version":1}' });
      } finally {
        await administration.close();
      }
    };
    await expect(send()).rejects.toMatchObject({ code: 'policy_invalid' });
    await serve(world, async () => {
      await expect(send()).rejects.toMatchObject({ code: 'policy_invalid' });
    });
  });
});
