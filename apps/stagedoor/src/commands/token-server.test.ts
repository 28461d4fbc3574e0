import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyToken } from '@stagedoor/token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestCertificate } from '../../test/test-certificate.js';
import { APP_ID, CERTIFICATE, OTHER_CERTIFICATE } from '../../test/test-outcome.js';
import {
  askToken,
  jsonLinesOf,
  makeKey,
  metricsOf,
  placeJson,
  placeKeys,
  policyFor,
  PROJECT,
  serveTokens,
} from '../../test/test-token-server.js';
import { NOW, TestWorld } from '../../test/test-world.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

const API_KEY_POLICY = policyFor({ kind: 'api-key', scopes: ['chat'] });

const requestLines = (log: string): readonly Record<string, unknown>[] =>
  jsonLinesOf(log).filter(({ msg }) => msg === 'token request');

describe('stagedoor token-server on loopback', () => {
  it('serves anyone tokens of the given project, by all routes, and does not print its certificate', async () => {
    const { exitCode, out, error } = await serveTokens(
      world,
      async ({ url, appId }) => {
        expect(appId).toBe(APP_ID);
        const { status, body } = await askToken(url);
        expect(status).toBe(200);
        const { expiresInSeconds } = verifyToken(String(body['token']), {
          appId: APP_ID,
          certificates: [CERTIFICATE],
          now: NOW,
          expect: { service: 'rtc', channel: 'room-1', uid: 1234 },
        });
        expect(expiresInSeconds).toBe(3600);
        for (const path of ['/rtc/test/publisher/uid/1/', '/rtm/zoe/', '/ping']) {
          expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 200]);
        }
        const quickstart = await fetch(`${url}/fetch_rtc_token`, {
          method: 'POST',
          body: '{"uid":-1,"ChannelName":"test","role":1}',
        });
        expect([quickstart.status, quickstart.headers.get('access-control-allow-origin')]).toEqual([
          400,
          '*',
        ]);
      },
      ...PROJECT,
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual({
      ready: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      operationsUrl: expect.any(String),
      appId: APP_ID,
    });
    const lines = requestLines(error);
    expect(lines[0]).toMatchObject({
      level: 'info',
      outcome: 'granted',
      status: 200,
      caller: { kind: 'anonymous' },
      tokens: [{ appId: APP_ID, services: [{ service: 'rtc', rule: 'development-rtc' }] }],
    });
    expect(lines.at(-1)).toMatchObject({ outcome: 'refused', code: 'invalid_uid' });
    expect(out + error).not.toContain(CERTIFICATE);
  });

  it('gives nothing to pages of other sites, which any browser here may have open', async () => {
    await serveTokens(
      world,
      async ({ url }) => {
        const from = async (origin: string): Promise<number> =>
          (await askToken(url, { origin })).status;
        expect(await from('http://localhost:3000')).toBe(200);
        expect(await from('https://evil.example')).toBe(403);
      },
      ...PROJECT,
    );
  });

  it('takes the project and two certificates from the environment', async () => {
    world.env = {
      STAGEDOOR_APP_ID: APP_ID,
      STAGEDOOR_CERTIFICATE: CERTIFICATE,
      STAGEDOOR_SECONDARY_CERTIFICATE: OTHER_CERTIFICATE,
    };
    const { exitCode } = await serveTokens(world, async ({ url }) => {
      const { body } = await askToken(url);
      const options = { appId: APP_ID, certificates: [CERTIFICATE, OTHER_CERTIFICATE], now: NOW };
      expect(verifyToken(String(body['token']), options).signedWith).toBe('primary');
    });
    expect(exitCode).toBe(0);
  });

  it('has a listener for reloads, which would else end the process', async () => {
    const { error } = await serveTokens(world, async () => world.reload(), ...PROJECT);
    expect(error).toContain('asked to read all files again');
  });

  it('says in words where it is, without --json', async () => {
    const output = world.untilOutput();
    const ended = world.run('token-server', ...PROJECT, '--port', '0', '--operations-port', '0');
    await output;
    world.stop();
    expect((await ended).out).toMatch(
      /^stagedoor token-server: http:\/\/\S+ for App ID 3f0c\w+, for operators http:\/\/\S+ /,
    );
  });
});

describe('a configuration that would grant to strangers', () => {
  const refused = async (...argv: readonly string[]): Promise<readonly unknown[]> => {
    const { exitCode, error } = await world.run('token-server', ...PROJECT, ...argv);
    return [exitCode, error];
  };

  it.each([
    [['--host', '0.0.0.0'], 'anonymous_beyond_loopback'],
    [['--host', 'token.example.com', '--behind-tls-proxy'], 'anonymous_beyond_loopback'],
    [['--behind-tls-proxy'], 'policy is missing: a proxy brings callers from elsewhere'],
    [['--trusted-proxies', '127.0.0.1'], 'policy is missing: a proxy brings callers'],
    [['--api-keys', 'keys.json'], 'policy is missing: apiKeys and issuers say who calls'],
    [['--issuer', 'https://a.example', '--audience', 'b'], 'policy is missing'],
    [['--policy', 'policy.json', '--host', '0.0.0.0'], 'plain_http_beyond_loopback'],
    [['--policy', 'policy.json'], 'apiKeys is missing: nobody could call'],
    [['--policy', 'policy.json', '--issuer', 'https://a.example'], 'audience is missing'],
    [['--policy', 'policy.json', '--audience', 'b'], 'issuer is missing'],
    [['--policy', 'none.json'], 'policy: none.json cannot be read'],
    [['--policy', 'keys.json'], '(policy_invalid): policy: keys.json: '],
    [['--policy', 'policy.json', '--api-keys', 'policy.json'], '(api_keys_invalid): apiKeys: '],
    [['--policy', 'policy.json', '--issuers', '[{"issuer":7}]'], '(jwt_issuer_invalid): issuers'],
    [['--issuers', 'x'], 'issuers (--issuers) must be a list of objects'],
    [['--token-rate-limits', 'user=0'], 'tokenRateLimits (--token-rate-limits) must be'],
    [['--token-rate-limits', 'uesr=1'], 'tokenRateLimits has "uesr"'],
    [['--routes', 'other'], 'routes (--routes) must be a list of native'],
    [['--routes', ','], 'routes is empty'],
    [['--allow-origin', 'https://a.example/x'], 'allowedOrigins (--allow-origin) must be'],
    [['--allow-origin', '*,https://a.example'], 'allowedOrigins has * beside others'],
    [['--projects', 'projects.json'], 'projects and an App ID are both given'],
    [['--certificate', CERTIFICATE], 'are the same'],
    [['--audit-file', 'no/such/folder'], 'auditFile: '],
  ])('does not start with %j', async (argv, message) => {
    placeJson(world, 'policy.json', API_KEY_POLICY);
    placeKeys(world, makeKey(world));
    expect(await refused(...argv)).toEqual([2, expect.stringContaining(message)]);
  });

  it('is named by its key, also from the file', async () => {
    placeJson(world, 'stagedoor.config.json', { port: 70_000 });
    expect(await refused()).toEqual([
      2,
      expect.stringContaining('port (stagedoor.config.json) must be a whole number'),
    ]);
    placeJson(world, 'stagedoor.config.json', { polcy: 'x' });
    expect(await refused()).toEqual([2, expect.stringContaining('did you mean policy?')]);
  });

  it('is found by --check-config, which starts nothing', async () => {
    const check = [...PROJECT, '--policy', 'policy.json', '--audit-file', 'a', '--check-config'];
    placeJson(world, 'policy.json', policyFor({ kind: 'anonymous' }));
    const { exitCode, out } = await world.run('token-server', ...check);
    expect([exitCode, JSON.parse(out)]).toEqual([
      0,
      { config: expect.objectContaining({ port: 8082, policy: 'policy.json', apiKeys: null }) },
    ]);
    expect(out).not.toContain(CERTIFICATE);
    expect(existsSync(join(world.cwd, 'a'))).toBe(false);
    placeJson(world, 'policy.json', {});
    expect((await world.run('token-server', ...check)).exitCode).toBe(2);
  });

  it('needs a project', async () => {
    expect((await world.run('token-server')).error).toContain('--app-id');
    const projects = placeJson(world, 'projects.json', [{ appId: APP_ID, certificates: ['x'] }]);
    const { error } = await world.run('token-server', '--projects', projects);
    expect(error).toContain('config_invalid');
  });
});

describe('stagedoor token-server with a policy', () => {
  const withPolicy = (policy: object): readonly string[] => [
    ...PROJECT,
    '--policy',
    placeJson(world, 'policy.json', policy),
  ];

  it('knows its callers by API keys, and grants them what the policy says', async () => {
    const key = makeKey(world);
    const other = makeKey(world, []);
    const { error } = await serveTokens(
      world,
      async ({ url, operationsUrl }) => {
        const authorization = `Bearer ${key.key}`;
        const granted = await askToken(url, { authorization });
        expect([granted.status, granted.body['expiresInSeconds']]).toEqual([200, 600]);
        expect((await askToken(url)).status).toBe(401);
        expect((await askToken(url, { 'x-api-key': other.key })).status).toBe(403);
        expect((await askToken(url, { authorization }, { channel: 'lobby' })).status).toBe(403);
        const metrics = await metricsOf(operationsUrl);
        expect(metrics).toContain('stagedoor_tokens_issued_total{route="token",service="rtc"} 1');
        expect(metrics).toMatch(
          /stagedoor_requests_total\{operation="token-\w+",scheme="api-key",outcome="answered"\} 1/,
        );
        expect(metrics).toContain('stagedoor_rejected_total{code="not_granted"} 2');
        expect(metrics).toContain('stagedoor_rejected_total{code="caller_missing"} 1');
        expect(metrics).toMatch(
          /stagedoor_certificate_tokens_end_at_seconds\{app_id="3f0c\w+",certificate="[0-9a-f]{8}"\} 1700086400/,
        );
        expect((await fetch(`${operationsUrl}/readyz`)).status).toBe(200);
        // What operators see is not for callers.
        expect((await fetch(`${url}/metrics`)).status).toBe(404);
      },
      ...withPolicy(API_KEY_POLICY),
      '--api-keys',
      placeKeys(world, key, other),
    );
    const [granted, missing, scopeless] = requestLines(error);
    expect(granted).toMatchObject({
      caller: { kind: 'api-key', id: key.stored.id },
      tokens: [{ services: [{ rule: 'rooms', channel: 'room-1', user: '1234' }] }],
    });
    expect(missing).toMatchObject({ code: 'caller_missing', status: 401 });
    expect(scopeless).toMatchObject({ code: 'not_granted', reason: expect.any(String) });
  });

  it('is open to strangers only as far as a rule names them, and says so', async () => {
    const { error } = await serveTokens(
      world,
      async ({ url }) => {
        expect((await askToken(url)).status).toBe(200);
        expect((await askToken(url, {}, { channel: 'lobby' })).status).toBe(403);
      },
      ...withPolicy(policyFor({ kind: 'anonymous' })),
      '--host',
      '0.0.0.0',
      '--behind-tls-proxy',
    );
    expect(jsonLinesOf(error)).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: expect.stringContaining('anonymous') }),
    );
  });

  it('takes a new policy and new keys into use, and keeps the old ones where the new ones are wrong', async () => {
    const first = makeKey(world);
    const second = makeKey(world);
    const { error } = await serveTokens(
      world,
      async ({ url }) => {
        const statusOf = async (key: string): Promise<number> =>
          (await askToken(url, { 'x-api-key': key })).status;
        expect([await statusOf(first.key), await statusOf(second.key)]).toEqual([200, 401]);
        placeKeys(world, second);
        world.tick();
        await expect.poll(() => statusOf(second.key), { timeout: 10_000 }).toBe(200);
        expect(await statusOf(first.key)).toBe(401);
        writeFileSync(join(world.cwd, 'policy.json'), '{"version": 1');
        world.reload();
        await expect.poll(() => world.error, { timeout: 10_000 }).toContain('is not JSON');
        expect(await statusOf(second.key)).toBe(200);
        placeJson(world, 'policy.json', policyFor({ kind: 'api-key', scopes: ['other'] }));
        world.reload();
        await expect.poll(() => statusOf(second.key), { timeout: 10_000 }).toBe(403);
      },
      ...withPolicy(API_KEY_POLICY),
      '--api-keys',
      placeKeys(world, first),
    );
    expect(jsonLinesOf(error)).toContainEqual(
      expect.objectContaining({ level: 'error', setting: 'policy', code: 'policy_invalid' }),
    );
  });

  it('lets pages of named origins call, and no others', async () => {
    const key = makeKey(world);
    await serveTokens(
      world,
      async ({ url }) => {
        const allowedFor = async (origin: string): Promise<string | null> => {
          const response = await fetch(`${url}/v1/token`, {
            method: 'OPTIONS',
            headers: { origin },
          });
          return response.headers.get('access-control-allow-origin');
        };
        expect(await allowedFor('https://app.example')).toBe('https://app.example');
        expect(await allowedFor('https://evil.example')).toBeNull();
      },
      ...withPolicy(API_KEY_POLICY),
      '--api-keys',
      placeKeys(world, key),
      '--allow-origin',
      'https://app.example',
    );
  });

  it('limits callers and users as it is told to, and serves the routes that are named', async () => {
    const key = makeKey(world);
    await serveTokens(
      world,
      async ({ url }) => {
        const headers = { 'x-api-key': key.key };
        const statuses = [
          (await askToken(url, headers)).status,
          (await askToken(url, headers)).status,
          (await askToken(url, headers, { uid: 7 })).status,
        ];
        expect(statuses).toEqual([200, 429, 200]);
        expect((await fetch(`${url}/ping`)).status).toBe(404);
      },
      ...withPolicy(API_KEY_POLICY),
      '--api-keys',
      placeKeys(world, key),
      '--token-rate-limits',
      'user=1,caller=100',
      '--routes',
      'native',
    );
  });

  it('speaks HTTPS', async () => {
    makeTestCertificate(world.cwd, 'first');
    const { exitCode, error } = await serveTokens(
      world,
      async ({ url, operationsUrl }) => {
        expect(url).toMatch(/^https:/);
        const metrics = await metricsOf(operationsUrl);
        expect(metrics).toMatch(/stagedoor_tls_certificate_expires_at_seconds \d{10}/);
      },
      ...withPolicy(policyFor({ kind: 'anonymous' })),
      '--tls-cert',
      'first.pem',
      '--tls-key',
      'first.key',
      '--host',
      '0.0.0.0',
    );
    expect([exitCode, jsonLinesOf(error).some(({ level }) => level === 'error')]).toEqual([
      0,
      false,
    ]);
  });
});
