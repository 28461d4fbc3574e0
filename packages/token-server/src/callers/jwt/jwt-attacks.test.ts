/** What somebody writes into a JWT who would like to be another. */
import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import { CompactEncrypt, CompactSign, importJWK, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimsOf, encode, identify, know, REFUSED } from '../../../test/jwt-callers-world.js';
import { CLAIMS, keyPairOf, LoopbackIssuer } from '../../../test/loopback-issuer.js';
import type { Caller, CallerAuthenticator } from '../caller.js';

let issuer: LoopbackIssuer;
/** Another issuer, which the server does not know unless a test says so. */
let stranger: LoopbackIssuer;
let callers: CallerAuthenticator;

beforeEach(async () => {
  issuer = await LoopbackIssuer.start();
  stranger = await LoopbackIssuer.start();
  stranger.keys = [(await keyPairOf('ES256', 'evil')).jwk];
  callers = know(issuer);
});

afterEach(() => Promise.all([issuer.stop(), stranger.stop()]));

const tryJwt = (jwt: string, way = callers): Promise<Caller> => identify(jwt, way);

/** Header and claims of anyone's choice, to be signed in any way. */
const inputOf = (header: object): string => `${encode(header)}.${encode(claimsOf(issuer))}`;

describe('no signature', () => {
  it.each(['none', 'None', 'NONE', 'nOnE', 'none ', '', null, ['none'], ['ES256'], {}, true, 0])(
    'is taken for one by alg %j',
    async (alg) => {
      const input = inputOf({ alg, typ: 'JWT' });
      await expect(tryJwt(`${input}.`)).rejects.toMatchObject({ code: 'jwt_malformed' });
      await expect(tryJwt(`${input}.AAAA`)).rejects.toMatchObject(REFUSED);
      expect(issuer.asked).toEqual([]);
    },
  );

  it('is taken where it was stripped off', async () => {
    const [header, claims] = (await issuer.sign()).split('.');
    await expect(tryJwt(`${header}.${claims}.`)).rejects.toMatchObject({ code: 'jwt_malformed' });
    await expect(tryJwt(`${header}.${claims}`)).rejects.toMatchObject({
      code: 'caller_unrecognized',
    });
    await expect(tryJwt(`${header}..${claims}`)).rejects.toMatchObject({ code: 'jwt_malformed' });
  });

  it('of zeros fits a curve', async () => {
    const [header, claims] = (await issuer.sign()).split('.');
    const zeros = Buffer.alloc(64).toString('base64url');
    await expect(tryJwt(`${header}.${claims}.${zeros}`)).rejects.toMatchObject(REFUSED);
  });

  it('is found again under changed claims', async () => {
    const [header, , signature] = (await issuer.sign()).split('.');
    await tryJwt(await issuer.sign());
    const jwt = `${header}.${encode(claimsOf(issuer, { sub: 'admin' }))}.${signature}`;
    await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
  });
});

describe('a public key is no shared secret', () => {
  const forms: readonly [string, (jwk: JWK) => string | Buffer][] = [
    ['PEM', (jwk) => toKey(jwk).export({ type: 'spki', format: 'pem' })],
    [
      'PEM without its last line break',
      (jwk) => String(toKey(jwk).export({ type: 'spki', format: 'pem' })).trim(),
    ],
    ['PEM of PKCS #1', (jwk) => toKey(jwk).export({ type: 'pkcs1', format: 'pem' })],
    ['DER', (jwk) => toKey(jwk).export({ type: 'spki', format: 'der' })],
    ['JWK', (jwk) => JSON.stringify(jwk)],
    ['modulus', (jwk) => Buffer.from(jwk.n ?? '', 'base64url')],
    ['nothing', () => ''],
  ];
  const toKey = (jwk: JWK) => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });

  it.each(forms)('as %s', async (_form, read) => {
    const { jwk } = await keyPairOf('RS256', 'rsa');
    const { alg: _alg, ...open } = jwk;
    for (const key of [jwk, open]) {
      issuer.keys = [key];
      for (const bits of ['256', '384', '512']) {
        const input = inputOf({ alg: `HS${bits}`, kid: 'rsa' });
        const mac = createHmac(`sha${bits}`, read(jwk)).update(input).digest('base64url');
        await expect(tryJwt(`${input}.${mac}`)).rejects.toMatchObject(REFUSED);
      }
    }
  });

  it('even where the issuer publishes a shared secret', async () => {
    const k = Buffer.from('a shared secret of thirty-two b.').toString('base64url');
    issuer.keys = [{ kty: 'oct', k, kid: 'k1' }, ...issuer.keys];
    const input = inputOf({ alg: 'HS256', kid: 'k1' });
    const mac = createHmac('sha256', Buffer.from(k, 'base64url')).update(input).digest('base64url');
    await expect(tryJwt(`${input}.${mac}`)).rejects.toMatchObject(REFUSED);
    expect(await tryJwt(await issuer.sign())).toMatchObject({ id: 'user-1' });
  });

  it('and is none of another algorithm', async () => {
    const pair = keyPairOf('ES256', 'k1');
    for (const alg of ['RS256', 'PS256', 'EdDSA', 'ES384']) {
      const input = inputOf({ alg, kid: 'k1' });
      const { privateKey } = await pair;
      const made = await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        privateKey,
        Buffer.from(input),
      );
      const jwt = `${input}.${Buffer.from(made).toString('base64url')}`;
      await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
    }
  });
});

describe('keys that a JWT brings along', () => {
  it('are not looked at, and nothing is fetched from where it says', async () => {
    const pair = keyPairOf('ES256', 'evil');
    const { jwk } = await pair;
    const url = `${stranger.url}/keys`;
    const x5c = [Buffer.from('a certificate').toString('base64')];
    for (const brought of [{ jwk }, { jku: url }, { x5u: url }, { x5c }, { 'x5t#S256': 'AAAA' }]) {
      for (const kid of ['k1', 'evil', url]) {
        const jwt = await issuer.sign({ sub: 'admin' }, { ...brought, kid }, pair);
        await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
      }
    }
    expect(stranger.asked).toEqual([]);
    expect(issuer.keysFetched).toBe(1);
  });

  it.each([
    '../../../../dev/null',
    'k1/../evil',
    "k1' OR '1'='1",
    'k1"; --',
    '__proto__',
    'constructor',
    'toString',
    '',
    'k1\u0000',
    'K1',
    'k1 ',
    '0',
    'x'.repeat(4000),
    'http://169.254.169.254/',
    '$(id)',
  ])('cannot be chosen by kid %j', async (kid) => {
    const jwt = await issuer.sign({}, { kid }, keyPairOf('ES256', 'evil'));
    await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
    await expect(tryJwt(await issuer.sign({}, { kid }))).rejects.toMatchObject(REFUSED);
  });

  it.each([0, null, true, ['k1'], { toString: 'k1' }])('cannot have kid %j', async (kid) => {
    const jwt = await issuer.sign({}, { kid: kid as unknown as string });
    await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
  });

  it('and that ask for extensions are refused', async () => {
    const { privateKey } = await keyPairOf('ES256', 'k1');
    const payload = new TextEncoder().encode(JSON.stringify(claimsOf(issuer)));
    const header = { alg: 'ES256', kid: 'k1' };
    const crit = await new CompactSign(payload)
      .setProtectedHeader({ ...header, crit: ['exp'], exp: 1 })
      .sign(privateKey, { crit: { exp: true } });
    const unencoded = inputOf({ ...header, b64: false });
    for (const jwt of [crit, `${unencoded}.AAAA`, `${inputOf({ ...header, crit: [] })}.AAAA`]) {
      await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
    }
  });

  it.each([
    'logout+jwt',
    'dpop+jwt',
    'secevent+jwt',
    'application/jwt; x',
    'JWE',
    '',
    'at+jwt ',
    'rt+jwt',
  ])('of a JWT for another purpose, %j, prove nothing', async (typ) => {
    await expect(tryJwt(await issuer.sign({}, { typ }))).rejects.toMatchObject(REFUSED);
  });
});

describe('names that look alike', () => {
  it.each([
    'app2',
    'ap',
    'App',
    'app ',
    ' app',
    'app\u0000',
    'аpp',
    'app\u200b',
    'ａｐｐ',
    'other app',
    'app,other',
    'https://app',
    '*',
    '',
    [],
    ['apps', 'ap'],
    [['app']],
    { app: true },
    { 0: 'app', length: 1 },
    true,
    null,
    0,
  ])('are no audience: %j', async (aud) => {
    const jwt = await issuer.sign({ aud: aud as string });
    await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
  });

  it.each([
    (url: string) => `${url}/`,
    (url: string) => `${url} `,
    (url: string) => url.toUpperCase(),
    (url: string) => `${url}/.`,
    (url: string) => `${url}#`,
    (url: string) => `${url}@evil.example`,
    (url: string) => url.replace('127.0.0.1', '127.1'),
    (url: string) => url.replace('127.0.0.1', '127。0。0。1'),
    (url: string) => [url],
    (url: string) => ({ toString: url }),
    () => '__proto__',
    () => '',
    () => null,
  ])('are no issuer: %s', async (spoil) => {
    const jwt = await issuer.sign({ iss: spoil(issuer.url) as string });
    await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
    expect(issuer.asked).toEqual([]);
  });
});

describe('what is too large', () => {
  it('among JWTs is not looked at', async () => {
    const jwt = await issuer.sign({ more: 'x'.repeat(8192) });
    await expect(tryJwt(jwt)).rejects.toMatchObject({ code: 'jwt_malformed' });
    await expect(tryJwt(`${'a'.repeat(1e6)}.b.c`)).rejects.toMatchObject({
      code: 'jwt_malformed',
    });
    expect(issuer.asked).toEqual([]);
  });

  it('among claims, level in level, is refused', async () => {
    const deep = JSON.parse('['.repeat(2000) + ']'.repeat(2000)) as unknown;
    await expect(tryJwt(await issuer.sign({ deep }))).rejects.toMatchObject(REFUSED);
  });
});

describe('claims', () => {
  /** A JWT of the issuer with these bytes as its claims. */
  const signText = async (text: string): Promise<string> => {
    const { privateKey } = await keyPairOf('ES256', 'k1');
    return new CompactSign(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(privateKey);
  };

  it('that are there twice count as they came last, for whoever looks', async () => {
    callers = know(issuer, stranger);
    const rest = JSON.stringify(CLAIMS).slice(1);
    const iss = JSON.stringify(issuer.url);
    const twice = await signText(`{"iss":${iss},"sub":"first",${rest}`);
    expect(await tryJwt(twice)).toMatchObject({ id: 'user-1' });
    const both = await signText(`{"iss":${iss},"iss":${JSON.stringify(stranger.url)},${rest}`);
    await expect(tryJwt(both)).rejects.toMatchObject(REFUSED);
  });

  it.each(['', 'null', '"text"', '[]', '7', '{', '\u0000', '{"iss":"\ud800"}'])(
    'must be an object in UTF-8: %j',
    async (text) => {
      await expect(tryJwt(await signText(text))).rejects.toMatchObject({ status: 401 });
    },
  );

  it('cannot change what all objects have', async () => {
    const text = JSON.stringify(claimsOf(issuer)).replace(
      '{',
      '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"nested":{"__proto__":{"admin":true},"a":1},',
    );
    const { claims } = await tryJwt(await signText(text));
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(claims['admin']).toBeUndefined();
    expect(claims['constructor']).toBeUndefined();
    expect(claims['toString']).toBeUndefined();
    expect(claims['nested']).toEqual({ a: 1 });
    expect(Object.isFrozen(claims)).toBe(true);
    expect(Object.isFrozen(claims['nested'])).toBe(true);
  });

  it('that never end are refused', async () => {
    const text = JSON.stringify(claimsOf(issuer)).replace(/"exp":\d+/, '"exp":1e999');
    expect(text).toContain('1e999');
    await expect(tryJwt(await signText(text))).rejects.toMatchObject(REFUSED);
  });
});

describe('a JWT that is refused', () => {
  it('because it is encrypted is no JWT here', async () => {
    const { jwk } = await keyPairOf('ES256', 'k1');
    const { alg: _alg, use: _use, ...open } = jwk;
    const jwe = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(claimsOf(issuer))))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A128GCM', kid: 'k1' })
      .encrypt(await importJWK(open, 'ECDH-ES'));
    expect(jwe.split('.')).toHaveLength(5);
    await expect(tryJwt(jwe)).rejects.toMatchObject({
      code: 'caller_unrecognized',
    });
  });

  it('is in no message and no detail', async () => {
    const jwts = [
      await issuer.sign({ exp: 1, canary: 'canary-claim' }),
      await issuer.sign({ aud: 'canary-claim' }),
      await issuer.sign({ sub: '', canary: 'canary-claim' }),
      await issuer.sign({}, { kid: 'canary-claim' }),
      `${inputOf({ alg: 'canary-claim' })}.AAAA`,
      `${await issuer.sign()}canary-claim`,
    ];
    for (const jwt of jwts) {
      const error = await tryJwt(jwt).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Error);
      const { message, detail } = error as { message: string; detail?: string };
      expect(`${message} ${detail}`).not.toContain('canary');
      expect(`${message} ${detail}`).not.toContain(jwt.split('.')[2]);
    }
  });
});

it('gives each of many users at the same time its own caller', async () => {
  const users = Array.from({ length: 500 }, (_, index) => `user-${index}`);
  const jwts = await Promise.all(users.map((sub) => issuer.sign({ sub })));
  for (let round = 0; round < 2; round += 1) {
    const found = await Promise.all(jwts.map((jwt) => tryJwt(jwt)));
    expect(found.map(({ id }) => id)).toEqual(users);
  }
  expect(issuer.keysFetched).toBe(1);
});
