import type { JWTPayload } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLAIMS, keyPairOf, LoopbackIssuer, NOW } from '../../../test/loopback-issuer.js';
import type { Caller, CallerAuthenticator } from '../caller.js';
import { jwtCallers, type JwtCallersOptions } from './jwt-callers.js';
import type { JwtIssuer } from './jwt-issuer.js';

let issuer: LoopbackIssuer;
let time = NOW;

beforeEach(async () => {
  time = NOW;
  issuer = await LoopbackIssuer.start();
});

afterEach(() => issuer.stop());

const callersOf = (
  settings: Partial<JwtIssuer> = {},
  options: Partial<JwtCallersOptions> = {},
): CallerAuthenticator =>
  jwtCallers({
    issuers: [{ issuer: issuer.url, audiences: ['app'], ...settings }],
    now: () => time,
    ...options,
  });

const show = (
  callers: CallerAuthenticator,
  jwt: string,
): ReturnType<CallerAuthenticator['authenticate']> =>
  callers.authenticate({
    header: (name) => (name === 'authorization' ? `Bearer ${jwt}` : undefined),
  });

const authenticate = async (
  callers: CallerAuthenticator,
  jwt: string,
): Promise<Caller | undefined> => show(callers, jwt);

describe('a JWT', () => {
  it('names its caller', async () => {
    const callers = callersOf({ appIds: ['3F0C9A7B1D5E48269AB0C4D2E6F81735'] });
    const jwt = await issuer.sign({ scope: 'call chat', email: 'ann@example.com' });
    expect(callers.challenge).toBe('Bearer');
    expect(await authenticate(callers, jwt)).toEqual({
      kind: 'jwt',
      id: 'user-1',
      issuer: issuer.url,
      scopes: ['call', 'chat'],
      claims: { iss: issuer.url, ...CLAIMS, scope: 'call chat', email: 'ann@example.com' },
      appIds: ['3F0C9A7B1D5E48269AB0C4D2E6F81735'],
      credential: 'k1',
    });
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('is not looked for where a request shows something else', () => {
    const callers = callersOf();
    expect(callers.authenticate({ header: () => undefined })).toBeUndefined();
    expect(show(callers, 'sd_a_b')).toBeUndefined();
    expect(issuer.asked).toEqual([]);
  });

  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('may be signed by %s', async (alg) => {
    const pair = keyPairOf(alg, 'k2');
    issuer.keys = [(await pair).jwk];
    const jwt = await issuer.sign({}, {}, pair);
    expect(await authenticate(callersOf(), jwt)).toMatchObject({ id: 'user-1' });
  });

  it.each(['RS384', 'RS512', 'PS384', 'PS512', 'ES384', 'ES512', 'Ed25519'] as const)(
    'may be signed by %s where the settings say so',
    async (alg) => {
      const pair = keyPairOf(alg, 'k3');
      issuer.keys = [(await pair).jwk];
      const jwt = await issuer.sign({}, {}, pair);
      const callers = callersOf({ algorithms: [alg] });
      expect(await authenticate(callers, jwt)).toMatchObject({ id: 'user-1' });
    },
  );

  it('is refused where the settings leave its algorithm out', async () => {
    const callers = callersOf({ algorithms: ['RS256', 'EdDSA'] });
    await expect(authenticate(callers, await issuer.sign())).rejects.toMatchObject({
      code: 'jwt_refused',
      detail: expect.stringContaining('alg') as string,
    });
    // Nobody needs keys to see that.
    expect(issuer.asked).toEqual([]);
  });

  it.each([
    [{ exp: NOW - 29 }],
    [{ nbf: NOW + 30 }],
    [{ iat: NOW + 30 }],
    [{ iat: undefined }],
    [{ aud: ['other', 'app'] }],
    [{ sub: 'x'.repeat(255) }],
  ])('is taken with %j, as clocks differ and lists count', async (claims) => {
    const jwt = await issuer.sign(claims as JWTPayload);
    expect(await authenticate(callersOf(), jwt)).toMatchObject({ kind: 'jwt' });
  });

  it.each([
    [{ exp: NOW - 30 }, 'jwt_expired'],
    [{ exp: undefined }, 'jwt_refused'],
    [{ exp: null }, 'jwt_refused'],
    [{ exp: String(NOW + 600) }, 'jwt_refused'],
    [{ nbf: NOW + 31 }, 'jwt_refused'],
    [{ nbf: 'soon' }, 'jwt_refused'],
    [{ iat: NOW + 31 }, 'jwt_refused'],
    [{ iat: 'now' }, 'jwt_refused'],
    [{ sub: undefined }, 'jwt_refused'],
    [{ sub: '' }, 'jwt_refused'],
    [{ sub: 7 }, 'jwt_refused'],
    [{ sub: ['user-1'] }, 'jwt_refused'],
    [{ sub: 'x'.repeat(256) }, 'jwt_refused'],
    [{ aud: undefined }, 'jwt_refused'],
  ])('is refused with %j as %s', async (claims, code) => {
    const jwt = await issuer.sign(claims as unknown as JWTPayload);
    await expect(authenticate(callersOf(), jwt)).rejects.toMatchObject({ code, status: 401 });
  });

  it.each([undefined, 'JWT', 'jwt', 'at+jwt', 'application/at+jwt'])(
    'may be of type %s',
    async (typ) => {
      const jwt = await issuer.sign({}, typ === undefined ? {} : { typ });
      expect(await authenticate(callersOf(), jwt)).toMatchObject({ id: 'user-1' });
    },
  );

  it('must not be older than the settings say', async () => {
    const callers = callersOf({ maxTokenAgeSeconds: 60 });
    expect(await authenticate(callers, await issuer.sign({ iat: NOW - 90 }))).toBeDefined();
    await expect(authenticate(callers, await issuer.sign({ iat: NOW - 91 }))).rejects.toMatchObject(
      {
        code: 'jwt_expired',
      },
    );
    await expect(
      authenticate(callers, await issuer.sign({ iat: undefined } as unknown as JWTPayload)),
    ).rejects.toMatchObject({ code: 'jwt_refused' });
  });

  it('must have the claims that the settings ask for', async () => {
    const requiredClaims = { token_use: ['access'], groups: ['staff', 'admin'], verified: [true] };
    const callers = callersOf({ requiredClaims });
    const good = { token_use: 'access', groups: ['x', 'staff'], verified: true };
    expect(await authenticate(callers, await issuer.sign(good))).toMatchObject({ id: 'user-1' });
    for (const wrong of [{ token_use: 'id' }, { groups: [] }, { verified: 'true' }]) {
      const jwt = await issuer.sign({ ...good, ...wrong });
      await expect(authenticate(callers, jwt)).rejects.toMatchObject({ code: 'jwt_refused' });
    }
  });

  it('may be made for this server by another claim than aud', async () => {
    const callers = callersOf({ audienceClaim: 'client_id' });
    const jwt = await issuer.sign({ aud: undefined, client_id: 'app' } as unknown as JWTPayload);
    expect(await authenticate(callers, jwt)).toMatchObject({ id: 'user-1' });
    await expect(authenticate(callers, await issuer.sign())).rejects.toMatchObject({
      code: 'jwt_refused',
    });
  });

  it('has its scopes where the settings say', async () => {
    const claims = { scope: 'a b', scp: ['c'], realm_access: { roles: ['d', 7, 'e'] } };
    const jwt = await issuer.sign(claims);
    const scopesOf = async (settings: Partial<JwtIssuer>): Promise<unknown> =>
      (await authenticate(callersOf(settings), jwt))?.scopes;
    expect(await scopesOf({})).toEqual(['a', 'b']);
    expect(await scopesOf({ scopesClaim: 'scp' })).toEqual(['c']);
    expect(await scopesOf({ scopesClaim: ['realm_access', 'roles'] })).toEqual(['d', 'e']);
    expect(await scopesOf({ scopesClaim: 'absent' })).toEqual([]);
  });

  it('is verified once in a minute, and then found at once', async () => {
    const callers = callersOf();
    const jwt = await issuer.sign();
    const first = await authenticate(callers, jwt);
    // Not a promise.
    expect(show(callers, jwt)).toBe(first);
    time = NOW + 60;
    expect(show(callers, jwt)).toBeInstanceOf(Promise);
    expect(await authenticate(callers, jwt)).toEqual(first);
  });

  it('is not found again when it has expired, or before it was verified', async () => {
    const callers = callersOf({ clockToleranceSeconds: 0 });
    const jwt = await issuer.sign({ exp: NOW + 20, nbf: NOW });
    await authenticate(callers, jwt);
    time = NOW + 20;
    await expect(authenticate(callers, jwt)).rejects.toMatchObject({ code: 'jwt_expired' });
    time = NOW - 1;
    await expect(authenticate(callers, jwt)).rejects.toMatchObject({ code: 'jwt_refused' });
  });

  it('of several issuers is judged by the settings of its own', async () => {
    const other = await LoopbackIssuer.start();
    const callers = jwtCallers({
      issuers: [
        { issuer: issuer.url, audiences: ['app'] },
        { issuer: other.url, audiences: ['other-app'] },
      ],
      now: () => time,
    });
    try {
      const jwt = await other.sign({ aud: 'other-app' });
      expect(await authenticate(callers, jwt)).toMatchObject({ issuer: other.url });
      await expect(authenticate(callers, await other.sign())).rejects.toMatchObject({
        code: 'jwt_refused',
      });
      expect(issuer.asked).toEqual([]);
    } finally {
      await other.stop();
    }
  });
});

describe('the settings', () => {
  it.each([
    [[], 'issuers'],
    [[{ issuer: 'http://issuer.example', audiences: ['app'] }], 'issuers[0].issuer'],
    [
      [
        { issuer: 'https://a.example', audiences: ['app'] },
        { issuer: 'https://a.example', audiences: ['app'] },
      ],
      'issuers[1].issuer',
    ],
  ])('%j are refused at the start', (issuers, path) => {
    expect(() => jwtCallers({ issuers, now: () => NOW })).toThrow(
      expect.objectContaining({ code: 'jwt_issuer_invalid', path }),
    );
  });
});
