/** Whatever proves a caller, and whatever is issued: nothing of it reaches log, audit, metrics or traces. */
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestIssuer } from './test-issuer.js';
import { APP_ID, CERTIFICATE, OTHER_CERTIFICATE } from './test-outcome.js';
import {
  askToken,
  jsonLinesOf,
  makeKey,
  placeJson,
  placeKeys,
  policyFor,
  serveTokens,
} from './test-token-server.js';
import { TestWorld } from './test-world.js';

let world: TestWorld;
let issuer: TestIssuer;
let collector: Server;
let traces: string;

beforeEach(async () => {
  world = new TestWorld();
  issuer = await TestIssuer.start();
  traces = '';
  collector = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      traces += chunk.toString('latin1');
    });
    request.on('end', () => response.end('{}'));
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
});

afterEach(() => {
  issuer.stop();
  collector.closeAllConnections();
  collector.close();
  world.dispose();
});

const POLICY = {
  version: 1,
  rules: [
    ...(policyFor({ kind: 'api-key', scopes: ['chat'] }) as { rules: object[] }).rules,
    {
      name: 'people',
      callers: [{ kind: 'jwt' }],
      services: ['rtc'],
      channels: ['room-*'],
      grant: { role: 'subscriber', user: { derivedUid: { claim: 'sub' } }, maxLifeSeconds: 600 },
    },
  ],
};

/** A credential, and what can be read of it: all of it, or its secret part alone. */
function partsOf(credential: string): readonly string[] {
  const parts = credential.split(/[._]/).filter((part) => part.length > 20);
  return [credential, credential.slice(-24), ...parts, encodeURIComponent(credential)];
}

it('keeps keys, JWTs, certificates and tokens out of all that is written', async () => {
  const key = makeKey(world);
  const stranger = makeKey(world);
  const jwt = issuer.sign({ aud: 'chat', sub: 'zoe' });
  const foreign = issuer.sign({ aud: 'other', sub: 'zoe', iss: 'https://evil.example' });
  const forged = `${jwt.slice(0, -6)}AAAAAA`;
  const credentials = [key.key, stranger.key, jwt, foreign, forged];
  const tokens: string[] = [];
  let metrics = '';
  const { exitCode, out, error } = await serveTokens(
    world,
    async ({ url, operationsUrl }) => {
      const noteToken = async (response: Response): Promise<void> => {
        const found = /007[\w+/=]+/.exec(await response.text());
        if (found !== null) tokens.push(found[0]);
      };
      for (const each of credentials) {
        const { body } = await askToken(url, { authorization: `Bearer ${each}` });
        const { token } = body;
        if (typeof token === 'string') tokens.push(token);
        await askToken(url, { 'x-api-key': each });
        await askToken(url, { authorization: `Basic ${each}` });
        await askToken(url, { authorization: `Bearer ${each}, Bearer ${each}` });
        await fetch(`${url}/v1/token?api_key=${encodeURIComponent(each)}`);
        await fetch(`${url}/${encodeURIComponent(each)}`);
        await noteToken(
          await fetch(`${url}/rtc/room-1/publisher/uid/7/`, { headers: { 'x-api-key': each } }),
        );
      }
      for (const token of [...tokens, `${tokens[0]?.slice(0, -8)}AAAAAAA=`]) {
        const response = await fetch(`${url}/v1/token/renew`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${key.key}` },
          body: JSON.stringify({ token }),
        });
        await noteToken(response);
        await askToken(url, { authorization: `Bearer ${token}` });
      }
      placeJson(world, 'projects.json', [{ appId: APP_ID, certificates: [OTHER_CERTIFICATE] }]);
      world.reload();
      await expect.poll(() => world.error, { timeout: 10_000 }).toContain('removed too early');
      rmSync(join(world.cwd, 'keys.json'));
      world.reload();
      await expect.poll(() => world.error, { timeout: 10_000 }).toContain('ENOENT');
      metrics = await (await fetch(`${operationsUrl}/metrics`)).text();
    },
    '--projects',
    placeJson(world, 'projects.json', [
      { appId: APP_ID, certificates: [CERTIFICATE, OTHER_CERTIFICATE] },
    ]),
    '--policy',
    placeJson(world, 'policy.json', POLICY),
    '--api-keys',
    placeKeys(world, key),
    '--issuer',
    issuer.url,
    '--audience',
    'chat',
    '--audit-file',
    'grants.jsonl',
    '--log-level',
    'trace',
    '--token-rate-limits',
    'caller=1000,user=1000,unproven=1000',
    '--otlp-endpoint',
    `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  );
  expect(exitCode).toBe(0);
  const audit = readFileSync(join(world.cwd, 'grants.jsonl'), 'utf8');
  const kinds = jsonLinesOf(audit).map(({ caller }) => (caller as { readonly kind: string }).kind);
  expect(new Set(kinds)).toEqual(new Set(['api-key', 'jwt']));
  expect(tokens.length).toBeGreaterThan(3);
  expect(error).toContain('"outcome":"refused"');
  expect(metrics).toContain('stagedoor_tokens_issued_total');
  expect(traces).toContain('"stagedoor.operation"');
  const secrets = [
    ...credentials.flatMap(partsOf),
    ...tokens.flatMap(partsOf),
    CERTIFICATE,
    OTHER_CERTIFICATE,
  ];
  for (const [place, content] of Object.entries({ out, log: error, audit, metrics, traces })) {
    const found = secrets.filter((secret) => content.includes(secret));
    expect([place, found]).toEqual([place, []]);
  }
});
