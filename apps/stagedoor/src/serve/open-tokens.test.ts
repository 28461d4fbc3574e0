import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectToken, verifyToken } from '@stagedoor/token';
import type { NewApiKey } from '@stagedoor/token-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestIssuer } from '../../test/test-issuer.js';
import { type Demo, makePlatform, serve } from '../../test/test-server.js';
import { askToken, jsonLinesOf, makeKey, policyFor } from '../../test/test-token-server.js';
import { NOW, TestWorld } from '../../test/test-world.js';
import { openAdministration } from '../administration/open-administration.js';

let world: TestWorld;
let demo: Demo;

beforeEach(async () => {
  world = new TestWorld();
  demo = await makePlatform(world);
});

afterEach(() => {
  world.dispose();
});

/** What an administrator does, with the running server or without it. */
async function administer(id: string, input: object): Promise<unknown> {
  const administration = await openAdministration({ data: '.stagedoor' }, world);
  try {
    return await administration.run(id, input);
  } finally {
    await administration.close();
  }
}

const setPolicy = (policy: object): Promise<unknown> =>
  administer('token-policy.set', { document: JSON.stringify(policy) });

async function storeKey(scopes: readonly string[] = ['chat']): Promise<NewApiKey> {
  const made = makeKey(world, scopes);
  const { id, name, secrets } = made.stored;
  const [{ sha256: secretHash }] = secrets;
  await administer('api-key.create', { keyId: id, secretHash, name, scopes });
  return made;
}

const API_KEY_POLICY = policyFor({ kind: 'api-key', scopes: ['chat'] });

const renew = async (url: string, token: string, key: string): Promise<string> => {
  const response = await fetch(`${url}/v1/token/renew`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ token }),
  });
  return response.ok ? 'renewed' : String(response.headers.get('x-stagedoor-error'));
};

describe('the token server of a platform', () => {
  it('is not there unless it is wanted', async () => {
    await setPolicy(policyFor({ kind: 'anonymous' }));
    await serve(world, async ({ url, operationsUrl }) => {
      expect((await askToken(url)).status).toBe(404);
      expect((await fetch(`${url}/rtc/room-1/publisher/uid/1/`)).status).toBe(404);
      const metrics = await (await fetch(`${operationsUrl}/metrics`)).text();
      expect(metrics).not.toContain('stagedoor_tokens_issued_total');
    });
  });

  it('gives nobody anything without a policy', async () => {
    const { key } = await storeKey();
    const { error } = await serve(
      world,
      async ({ url }) => {
        const { appId } = demo;
        expect((await askToken(url, {}, { appId })).status).toBe(401);
        expect((await askToken(url, { 'x-api-key': key }, { appId })).status).toBe(403);
        expect((await fetch(`${url}/fetch_rtc_token`, { method: 'POST', body: '{}' })).status).toBe(
          400,
        );
      },
      '--token-server',
    );
    expect(jsonLinesOf(error)).toContainEqual(
      expect.objectContaining({
        code: 'not_granted',
        reason: expect.stringContaining('no policy'),
      }),
    );
  });

  it('gives callers what a stored policy says, by the certificates of the platform, and writes it down', async () => {
    const { key, stored } = await storeKey();
    await setPolicy(API_KEY_POLICY);
    await serve(
      world,
      async ({ url, operationsUrl }) => {
        const headers = { authorization: `Bearer ${key}` };
        // Its key is for one project alone, which need not be named.
        const { status, body } = await askToken(url, headers);
        expect(status).toBe(200);
        const { signedWith } = verifyToken(String(body['token']), {
          appId: demo.appId,
          certificates: [demo.certificate],
          now: NOW,
        });
        expect(signedWith).toBe('primary');
        expect((await askToken(url, headers, { channel: 'lobby' })).status).toBe(403);
        expect((await askToken(url, {}, { appId: demo.appId })).status).toBe(401);
        const metrics = await (await fetch(`${operationsUrl}/metrics`)).text();
        expect(metrics).toContain('stagedoor_tokens_issued_total{route="token",service="rtc"} 1');
        expect(metrics).toMatch(/operation="token-token",scheme="api-key",outcome="answered"\} 1/);
        // A policy that changes holds at once.
        await setPolicy(policyFor({ kind: 'api-key', scopes: ['other'] }));
        expect((await askToken(url, headers)).status).toBe(403);
        const used = await administer('api-key.list', {});
        expect(JSON.stringify(used)).toContain(stored.id);
      },
      '--token-server',
      '--audit-file',
      'grants.jsonl',
    );
    const entries = jsonLinesOf(readFileSync(join(world.cwd, 'grants.jsonl'), 'utf8'));
    expect(entries).toEqual([
      expect.objectContaining({ caller: expect.objectContaining({ id: stored.id }) }),
    ]);
    const listed = JSON.stringify(await administer('api-key.list', {}));
    expect(listed).toContain(`"lastUsedAt":${NOW}`);
  });

  it('is open to strangers as far as a rule names them', async () => {
    await setPolicy(policyFor({ kind: 'anonymous' }));
    await serve(
      world,
      async ({ url }) => {
        const { appId } = demo;
        expect((await askToken(url, {}, { appId })).status).toBe(200);
        expect((await askToken(url, {}, { appId, channel: 'lobby' })).status).toBe(401);
        expect((await askToken(url, {}, { appId: 'f'.repeat(32) })).status).toBe(403);
      },
      '--token-server',
    );
  });

  it('serves no project that is disabled', async () => {
    const { key } = await storeKey();
    await setPolicy(API_KEY_POLICY);
    await administer('project.disable', { project: demo.appId });
    await serve(
      world,
      async ({ url }) => {
        const { status } = await askToken(url, { 'x-api-key': key });
        expect(status).toBe(403);
      },
      '--token-server',
    );
  });

  it('renews no token that is revoked', async () => {
    const { key } = await storeKey();
    await setPolicy(API_KEY_POLICY);
    await serve(
      world,
      async ({ url }) => {
        const ask = async (uid: number): Promise<string> =>
          String((await askToken(url, { 'x-api-key': key }, { uid })).body['token']);
        const [revoked, other] = [await ask(7), await ask(8)];
        expect(await renew(url, revoked, key)).toBe('renewed');
        await administer('revocation.create', { appId: demo.appId, uid: 7 });
        expect(await renew(url, revoked, key)).toBe('token_revoked');
        expect(await renew(url, other, key)).toBe('renewed');
      },
      '--token-server',
      '--token-rate-limits',
      'user=100',
    );
  });

  it('knows people by the JWTs of an issuer, and gives each a uid of its own', async () => {
    const issuer = await TestIssuer.start();
    await setPolicy({
      version: 1,
      rules: [
        {
          name: 'people',
          callers: [{ kind: 'jwt', issuer: issuer.url }],
          services: ['rtc'],
          grant: {
            role: 'subscriber',
            user: { derivedUid: { claim: 'sub' } },
            maxLifeSeconds: 600,
          },
        },
      ],
    });
    await serve(
      world,
      async ({ url }) => {
        const uidOf = async (sub: string): Promise<unknown> => {
          const authorization = `Bearer ${issuer.sign({ aud: 'chat', sub })}`;
          const { status, body } = await askToken(
            url,
            { authorization },
            { uid: undefined, role: undefined },
          );
          expect(status).toBe(200);
          const [service] = inspectToken(String(body['token'])).services;
          return service;
        };
        const [zoe, again, max] = [await uidOf('zoe'), await uidOf('zoe'), await uidOf('max')];
        expect(zoe).toMatchObject({ uid: expect.stringMatching(/^[1-9]\d*$/) });
        expect([again, max]).toEqual([
          zoe,
          expect.not.objectContaining({ uid: (zoe as { uid: string }).uid }),
        ]);
      },
      '--token-server',
      '--issuers',
      JSON.stringify([{ issuer: issuer.url, audiences: ['chat'], appIds: [demo.appId] }]),
    );
    issuer.stop();
  });

  it('takes no issuer that could ask for every project', async () => {
    const issuers = '[{"issuer":"https://login.example","audiences":["chat"]}]';
    const { exitCode, error } = await world.run('serve', '--token-server', '--issuers', issuers);
    expect([exitCode, error]).toEqual([2, expect.stringContaining('issuers[0].appIds is missing')]);
  });

  it('stores no policy that means nothing', async () => {
    await expect(setPolicy({ version: 1, rules: [{}] })).rejects.toMatchObject({
      code: 'policy_invalid',
    });
  });
});
