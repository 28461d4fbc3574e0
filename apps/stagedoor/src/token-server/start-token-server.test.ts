import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { verifyToken } from '@stagedoor/token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, OTHER_CERTIFICATE } from '../../test/test-outcome.js';
import {
  askToken,
  jsonLinesOf,
  metricsOf,
  placeJson,
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

describe('the rotation of a certificate', () => {
  const OTHER_APP_ID = 'e'.repeat(32);
  const projectsOf = (...certificates: readonly string[]): object => [
    { appId: APP_ID, certificates },
    { appId: OTHER_APP_ID, certificates: [OTHER_CERTIFICATE] },
  ];

  it('signs with the new one at once, renews what the old one signed, and says until when it does', async () => {
    const projects = placeJson(world, 'projects.json', projectsOf(CERTIFICATE));
    const { error } = await serveTokens(
      world,
      async ({ url, operationsUrl, projects: count }) => {
        expect(count).toBe(2);
        const ask = async (): Promise<string> =>
          String((await askToken(url, {}, { appId: APP_ID })).body['token']);
        const old = await ask();
        placeJson(world, 'projects.json', projectsOf(OTHER_CERTIFICATE, CERTIFICATE));
        world.tick();
        const isSignedByNew = (token: string): boolean =>
          verifyToken(token, {
            appId: APP_ID,
            certificates: [OTHER_CERTIFICATE, CERTIFICATE],
            now: NOW,
          }).signedWith === 'primary';
        await expect.poll(async () => isSignedByNew(await ask()), { timeout: 10_000 }).toBe(true);
        const renewed = await fetch(`${url}/v1/token/renew`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token: old }),
        });
        expect(renewed.status).toBe(200);
        const { token } = (await renewed.json()) as { readonly token: string };
        expect(isSignedByNew(token)).toBe(true);
        const metrics = await metricsOf(operationsUrl);
        expect(metrics).toMatch(
          /stagedoor_certificate_renewals_total\{app_id="3f0c\w+",certificate="[0-9a-f]{8}"\} 1/,
        );
        expect((await askToken(url, {}, { appId: 'f'.repeat(32) })).status).toBe(403);
        expect((await askToken(url)).status).toBe(403);
      },
      '--projects',
      projects,
      '--token-rate-limits',
      'user=1000',
    );
    const { lastIssuedAt, tokensEndAt } =
      jsonLinesOf(error).find(({ msg }) => String(msg).includes('signs no new tokens')) ?? {};
    expect([lastIssuedAt, tokensEndAt]).toEqual([NOW, NOW + 86_400]);
    expect(error).not.toMatch(/c0ffee/);
  });

  it('keeps the projects that it has where the file becomes wrong', async () => {
    const projects = placeJson(world, 'projects.json', [
      { appId: APP_ID, certificates: [CERTIFICATE] },
    ]);
    const { error } = await serveTokens(
      world,
      async ({ url }) => {
        placeJson(world, 'projects.json', [{ appId: APP_ID, certificates: ['s3cret'] }]);
        world.reload();
        await expect.poll(() => world.error, { timeout: 10_000 }).toContain('stays in force');
        expect((await askToken(url)).status).toBe(200);
      },
      '--projects',
      projects,
    );
    expect(error).not.toContain('s3cret');
  });
});

describe('the audit of a token server', () => {
  it('has each grant by its rule, and follows a file that is moved away', async () => {
    await serveTokens(
      world,
      async ({ url }) => {
        await askToken(url);
        await askToken(url, {}, { channel: '' });
        await askToken(url, {}, { uid: 5 });
      },
      ...PROJECT,
      '--audit-file',
      'grants.jsonl',
    );
    const entries = jsonLinesOf(readFileSync(join(world.cwd, 'grants.jsonl'), 'utf8'));
    expect(entries).toEqual([
      expect.objectContaining({
        appId: APP_ID,
        token: expect.stringMatching(/^[0-9a-f]{8}$/),
        certificate: expect.stringMatching(/^[0-9a-f]{8}$/),
        services: [expect.objectContaining({ rule: 'development-rtc', user: '1234' })],
        previous: '0'.repeat(64),
      }),
      expect.objectContaining({ services: [expect.objectContaining({ user: '5' })] }),
    ]);
  });

  it('goes to standard output after the line that says ready', async () => {
    const { out } = await serveTokens(
      world,
      async ({ url }) => void (await askToken(url)),
      ...PROJECT,
      '--audit-file',
      '-',
    );
    expect(jsonLinesOf(out)).toEqual([
      expect.objectContaining({ ready: true }),
      expect.objectContaining({ appId: APP_ID, token: expect.any(String) }),
    ]);
  });

  it('grants nothing that it cannot write down, and goes on when it can', async () => {
    const path = join(world.cwd, 'grants.jsonl');
    symlinkSync('/dev/full', path);
    const { error } = await serveTokens(
      world,
      async ({ url, operationsUrl }) => {
        const services = Array.from({ length: 16 }, (_, index) => ({
          service: 'rtc',
          channel: 'x'.repeat(60),
          uid: index + 1,
          role: 'publisher',
        }));
        const ask = async (): Promise<number> =>
          (
            await fetch(`${url}/v1/token`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ services }),
            })
          ).status;
        const statuses = new Set<number>();
        while (!statuses.has(500)) {
          const some = await Promise.all(Array.from({ length: 20 }, ask));
          for (const status of some) statuses.add(status);
        }
        expect([...statuses]).toEqual([200, 500]);
        expect(await metricsOf(operationsUrl)).toMatch(/event="audit_refused"\} [1-9]/);
        rmSync(path);
        world.reload();
        await expect.poll(ask, { timeout: 10_000 }).toBe(200);
      },
      ...PROJECT,
      '--audit-file',
      'grants.jsonl',
      '--token-rate-limits',
      'user=1000000,caller=1000000',
      '--log-level',
      'error',
    );
    expect(error).toContain('audit_unavailable');
  });
});
