/** What an issuer can do wrong, by mistake, in the hands of somebody else, or to users of another. */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimsOf, encode, identify, know, REFUSED } from '../../../test/jwt-callers-world.js';
import { keyPairOf, LoopbackIssuer } from '../../../test/loopback-issuer.js';
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

describe('an issuer', () => {
  it('cannot vouch for users of another', async () => {
    callers = know(issuer, stranger);
    const pair = keyPairOf('ES256', 'evil');
    const jwt = await stranger.sign({ iss: issuer.url, sub: 'admin' }, {}, pair);
    await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
    expect(stranger.asked).toEqual([]);
    expect(await tryJwt(await stranger.sign({}, {}, pair))).toMatchObject({
      issuer: stranger.url,
    });
    // Now the key is known, and still not of the other.
    await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
  });

  it('with two keys of one kid verifies with neither', async () => {
    const { jwk: evil } = await keyPairOf('ES256', 'evil');
    issuer.keys = [...issuer.keys, { ...evil, kid: 'k1' }];
    await expect(tryJwt(await issuer.sign())).rejects.toMatchObject(REFUSED);
  });

  it('with several keys needs a kid', async () => {
    const jwt = await issuer.sign({}, { kid: undefined as unknown as string });
    expect(await tryJwt(jwt)).toMatchObject({ id: 'user-1', credential: undefined });
    issuer.keys = [...issuer.keys, (await keyPairOf('ES256', 'k2')).jwk];
    callers = know(issuer);
    await expect(tryJwt(jwt)).rejects.toMatchObject(REFUSED);
  });

  it('has keys for signatures only', async () => {
    const [key] = issuer.keys;
    const { jwk: spare } = await keyPairOf('ES256', 'k2');
    for (const wrong of [
      { ...key, use: 'enc' },
      { ...key, key_ops: ['sign'] },
      { ...key, alg: 'ES384' },
      { ...key, kty: 'EC ', crv: 'P-256' },
    ]) {
      issuer.keys = [wrong, spare];
      await expect(tryJwt(await issuer.sign(), know(issuer))).rejects.toMatchObject(REFUSED);
    }
  });

  it('with a private key among its keys does not use it', async () => {
    const { privateKey } = await keyPairOf('ES256', 'k1');
    const secret = (await crypto.subtle.exportKey('jwk', privateKey)) as JWK;
    issuer.keys = [{ ...secret, kid: 'k1' }, (await keyPairOf('ES256', 'k2')).jwk];
    await expect(tryJwt(await issuer.sign())).rejects.toMatchObject(REFUSED);
  });

  it('with an RSA key that is too short does not use it', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    issuer.keys = [{ ...(publicKey.export({ format: 'jwk' }) as JWK), kid: 'short' }];
    const input = inputOf({ alg: 'RS256', kid: 'short' });
    const signature = sign('sha256', Buffer.from(input), privateKey).toString('base64url');
    await expect(tryJwt(`${input}.${signature}`)).rejects.toMatchObject({
      ...REFUSED,
      detail: 'its key cannot be used',
    });
  });

  it.each([301, 302, 303, 307, 308])('that answers %i leads nowhere', async (status) => {
    for (const path of ['discovery', 'keys'] as const) {
      issuer.answers.clear();
      const location = `${stranger.url}/keys`;
      issuer.answers.set(
        path === 'keys' ? '/keys' : '/.well-known/openid-configuration',
        (response) => {
          response.writeHead(status, { location }).end();
        },
      );
      await expect(tryJwt(await issuer.sign(), know(issuer))).rejects.toMatchObject({
        code: 'issuer_unreachable',
        status: 503,
        detail: expect.stringContaining(`answers ${status}`) as string,
      });
    }
    expect(stranger.asked).toEqual([]);
  });

  it.each([
    (url: string) => ({ issuer: `${url}/`, jwks_uri: `${url}/keys` }),
    (url: string) => ({ issuer: url.replace('127', '128'), jwks_uri: `${url}/keys` }),
    (url: string) => ({ issuer: [url], jwks_uri: `${url}/keys` }),
    (url: string) => ({ jwks_uri: `${url}/keys` }),
    (url: string) => ({ issuer: url }),
    (url: string) => ({ issuer: url, jwks_uri: 'http://keys.example/keys' }),
    (url: string) => ({ issuer: url, jwks_uri: 'file:///etc/passwd' }),
    (url: string) => ({ issuer: url, jwks_uri: 'data:application/json,{"keys":[]}' }),
    (url: string) => ({ issuer: url, jwks_uri: url.replace('//', '//user:pass@') }),
    (url: string) => ({ issuer: url, jwks_uri: '/keys' }),
    (url: string) => ({ issuer: url, jwks_uri: { href: `${url}/keys` } }),
    () => [],
    () => null,
    () => '{"issuer":',
  ])('with a configuration that is not its own, or not safe, has no keys: %s', async (write) => {
    issuer.answerWith('discovery', write(issuer.url));
    await expect(tryJwt(await issuer.sign())).rejects.toMatchObject({
      code: 'issuer_unreachable',
    });
    expect(issuer.keysFetched).toBe(0);
  });

  it.each([
    '',
    '{}',
    '[]',
    'null',
    '{"keys":{}}',
    '{"keys":[]}',
    '{"keys":[null,1,"x",[]]}',
    '{"keys":[{"kty":"oct","k":"AAAA"}]}',
    `{"keys":[${Array.from({ length: 101 }, () => '{"kty":"EC"}').join(',')}]}`,
    '<html>',
    '\ufffe',
  ])('with a key set like %.40s has no keys', async (document) => {
    issuer.answerWith('keys', document);
    await expect(tryJwt(await issuer.sign())).rejects.toMatchObject({
      code: 'issuer_unreachable',
    });
  });

  it('with keys that are not keys refuses those alone', async () => {
    issuer.keys = [
      { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', kid: 'broken' },
      { kty: 'EC', kid: 'empty' },
      ...issuer.keys,
    ];
    for (const kid of ['broken', 'empty']) {
      await expect(tryJwt(await issuer.sign({}, { kid }))).rejects.toMatchObject(REFUSED);
    }
    expect(await tryJwt(await issuer.sign())).toMatchObject({ id: 'user-1' });
  });

  it('with documents without end is not read to it', async () => {
    let written = 0;
    issuer.answers.set('/keys', (response) => {
      const writeMore = (): void => {
        do written += 65_536;
        while (written < 1e9 && response.write(Buffer.alloc(65_536, ' ')));
      };
      response.on('drain', writeMore);
      writeMore();
    });
    await expect(tryJwt(await issuer.sign())).rejects.toMatchObject({
      code: 'issuer_unreachable',
      detail: expect.stringContaining('larger') as string,
    });
    expect(written).toBeLessThan(1e8);
  });
});
