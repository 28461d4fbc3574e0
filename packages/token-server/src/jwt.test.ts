import { jwtCallers } from '@stagedoor/token-server/jwt';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LoopbackIssuer, NOW } from '../test/loopback-issuer.js';
import { openServer, requestOf, verify } from '../test/token-world.js';
import { apiKeyCallers } from './callers/api-keys/api-key-callers.js';
import { createApiKey } from './callers/api-keys/create-api-key.js';
import { listApiKeys } from './callers/api-keys/list-api-keys.js';

const now = (): number => NOW;
const { key, stored } = createApiKey({ name: 'web', now: NOW, randomBytes });

let issuer: LoopbackIssuer;

beforeEach(async () => {
  issuer = await LoopbackIssuer.start();
});

afterEach(() => issuer.stop());

function openWithCallers(): ReturnType<typeof openServer> {
  const directory = listApiKeys([stored]);
  return openServer({
    callers: [
      apiKeyCallers({ directory, now }),
      jwtCallers({ issuers: [{ issuer: issuer.url, audiences: ['app'] }], now }),
    ],
  });
}

const withBearer = (text: string): ReturnType<typeof requestOf> =>
  requestOf({ headers: { authorization: `Bearer ${text}` } });

describe('a token server with API keys and JWTs', () => {
  it('gives tokens to both, and the log who it was', async () => {
    const { server, outcomes } = openWithCallers();
    for (const shown of [key, await issuer.sign()]) {
      const { status, body } = await server.answer(withBearer(shown));
      expect(status).toBe(200);
      expect(verify(body, 'stage', 7).expiresAt).toBeGreaterThan(NOW);
    }
    expect(outcomes).toMatchObject([
      { kind: 'granted', caller: { kind: 'api-key', id: stored.id } },
      { kind: 'granted', caller: { kind: 'jwt', id: 'user-1', issuer: issuer.url } },
    ]);
  });

  it('answers what is refused with 401 and a challenge, and the log with the reason', async () => {
    const { server, outcomes } = openWithCallers();
    const jwt = await issuer.sign({ aud: 'another' });
    const { status, headers, body } = await server.answer(withBearer(jwt));
    expect(status).toBe(401);
    expect(headers).toMatchObject({
      'www-authenticate': 'Bearer error="invalid_token"',
      'x-stagedoor-error': 'jwt_refused',
    });
    expect(body).not.toContain('aud');
    expect(outcomes).toMatchObject([
      { kind: 'refused', code: 'jwt_refused', reason: expect.stringContaining('aud') as string },
    ]);
  });

  it('answers an issuer that is away with 503 and the time to come back', async () => {
    const { server } = openWithCallers();
    const jwt = await issuer.sign();
    issuer.answerWith('discovery', 'overloaded', 500);
    const { status, headers } = await server.answer(withBearer(jwt));
    expect(status).toBe(503);
    expect(headers).toMatchObject({
      'retry-after': '5',
      'x-stagedoor-error': 'issuer_unreachable',
    });
  });

  it('shows no credential to anyone', async () => {
    const { server, outcomes } = openWithCallers();
    const said: unknown[] = [];
    const jwts = [
      await issuer.sign(),
      await issuer.sign({ exp: 1 }),
      await issuer.sign({ sub: '' }),
    ];
    for (const shown of [key, ...jwts, `${key.slice(0, -1)}!`]) {
      said.push(await server.answer(withBearer(shown)));
    }
    const text = JSON.stringify([said, outcomes]);
    expect(text).not.toContain(key.slice(14, 50));
    expect(text).not.toContain(stored.secrets[0].sha256);
    for (const jwt of jwts) expect(text).not.toContain(jwt.split('.')[2]);
  });
});
