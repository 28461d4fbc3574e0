import { afterEach, beforeEach, expect, it } from 'vitest';
import { LoopbackIssuer, NOW } from '../../../test/loopback-issuer.js';
import { IssuerKeys } from './issuer-keys.js';
import { parseJwtIssuer } from './parse-jwt-issuer.js';
import { type KnownIssuer, verifyJwt } from './verify-jwt.js';

let issuer: LoopbackIssuer;

beforeEach(async () => {
  issuer = await LoopbackIssuer.start();
});

afterEach(() => issuer.stop());

function know(settings: object = {}): KnownIssuer {
  const rules = parseJwtIssuer({ issuer: issuer.url, audiences: ['app'], ...settings }, '$');
  const ports = { fetch, now: () => NOW, abortAfter: () => new AbortController().signal };
  return { rules, keys: new IssuerKeys(rules, ports) };
}

it('says until when a JWT is good', async () => {
  const jwt = await issuer.sign({ iat: NOW - 10, exp: NOW + 600 });
  expect(await verifyJwt(jwt, know(), NOW)).toMatchObject({ expiresAt: NOW + 600 });
  const aged = know({ maxTokenAgeSeconds: 60 });
  expect(await verifyJwt(jwt, aged, NOW)).toMatchObject({ expiresAt: NOW + 50 });
});

it('names the caller by subject, issuer and key', async () => {
  const { caller } = await verifyJwt(await issuer.sign(), know(), NOW);
  expect(caller).toMatchObject({
    kind: 'jwt',
    id: 'user-1',
    issuer: issuer.url,
    credential: 'k1',
    appIds: undefined,
  });
});
