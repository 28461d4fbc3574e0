import { describe, expect, it } from 'vitest';
import { ANONYMOUS, anonymousCallers } from './anonymous-callers.js';
import { apiKeyCallers } from './api-keys/api-key-callers.js';
import { createApiKey } from './api-keys/create-api-key.js';
import { listApiKeys } from './api-keys/list-api-keys.js';
import type { Caller, CallerAuthenticator, PresentedRequest } from './caller.js';
import { customCallers } from './custom-callers.js';
import { CallerRefusedError } from './errors.js';
import { identifyCaller } from './identify-caller.js';
import { jwtCallers } from './jwt/jwt-callers.js';

const NOW = 1_700_000_000;
const now = (): number => NOW;
const randomBytes = (size: number): Uint8Array => new Uint8Array(size).fill(7);

const { key, stored } = createApiKey({ name: 'web', now: NOW, randomBytes });
const keys = apiKeyCallers({ directory: listApiKeys([stored]), now });
const jwts = jwtCallers({
  issuers: [{ issuer: 'https://issuer.example', audiences: ['app'] }],
  now,
  fetch: () => Promise.reject(new TypeError('no network in this test')),
});

/** Callers that a header of our own names, before all others. */
const byHeader = customCallers({
  identify: (request) => {
    const id = request.header('x-user');
    if (id === 'evil') throw new CallerRefusedError('this user is not let in');
    return id === undefined ? undefined : { id };
  },
});

const ALL: readonly CallerAuthenticator[] = [anonymousCallers, byHeader, keys, jwts];

const show = (headers: Readonly<Record<string, string>>): PresentedRequest => ({
  header: (name) => headers[name],
});

const identify = async (
  headers: Readonly<Record<string, string>>,
  callers = ALL,
): Promise<Caller> => identifyCaller(callers, show(headers));

describe('a caller', () => {
  it('is known by the way that reads what it shows', async () => {
    expect(await identify({ authorization: `Bearer ${key}` })).toMatchObject({ kind: 'api-key' });
    expect(await identify({ 'x-api-key': key })).toMatchObject({ kind: 'api-key', id: stored.id });
    expect(await identify({ 'x-user': 'ann' })).toMatchObject({ kind: 'custom', id: 'ann' });
  });

  it('is anonymous where it shows nothing, wherever that way stands', async () => {
    expect(await identify({})).toBe(ANONYMOUS);
    expect(await identify({}, ALL.toReversed())).toBe(ANONYMOUS);
  });

  it('is known at once where no way has to wait', () => {
    const ways = [jwts, keys, anonymousCallers];
    expect(identifyCaller(ways, show({ 'x-api-key': key }))).toMatchObject({ kind: 'api-key' });
    expect(identifyCaller(ways, show({}))).toBe(ANONYMOUS);
    expect(() => identifyCaller(ways, show({ 'x-api-key': '' }))).toThrow(
      expect.objectContaining({ code: 'api_key_malformed' }),
    );
  });

  it('is refused where it shows nothing and nobody lets in the anonymous', async () => {
    await expect(identify({}, [keys, jwts])).rejects.toMatchObject({ code: 'caller_missing' });
    await expect(identify({}, [])).rejects.toMatchObject({ code: 'caller_missing' });
  });

  it('is refused where it shows two credentials, before any way is asked', async () => {
    const asked: string[] = [];
    const spy = customCallers({
      identify: () => {
        asked.push('asked');
        return { id: 'anyone' };
      },
    });
    const both = { authorization: `Bearer ${key}`, 'x-api-key': key };
    await expect(identify(both, [spy, keys])).rejects.toMatchObject({
      code: 'caller_ambiguous',
      status: 400,
    });
    expect(asked).toEqual([]);
  });

  const wrongKey = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
  const unsigned = `${btoa('{"alg":"none"}')}.${btoa('{"iss":"https://issuer.example"}')}.`;

  it.each([
    ['a mistyped key', { authorization: `Bearer ${wrongKey}` }, 'api_key_malformed'],
    ['an unknown key', { 'x-api-key': otherKey() }, 'api_key_refused'],
    ['an empty key', { 'x-api-key': '' }, 'api_key_malformed'],
    ['a JWT of nobody', { authorization: 'Bearer e30.e30.AAAA' }, 'jwt_refused'],
    ['an unsigned JWT', { authorization: `Bearer ${unsigned}` }, 'jwt_malformed'],
    ['a JWT as an API key', { 'x-api-key': 'e30.e30.AAAA' }, 'api_key_malformed'],
    ['an opaque token', { authorization: 'Bearer opaque' }, 'caller_unrecognized'],
    ['an encrypted JWT', { authorization: 'Bearer a.b.c.d.e' }, 'caller_unrecognized'],
    ['a scheme of others', { authorization: 'Basic eDp5' }, 'caller_unrecognized'],
    ['no scheme', { authorization: key }, 'caller_unrecognized'],
    ['nothing in a header', { authorization: '' }, 'caller_unrecognized'],
    ['what our own function refuses', { 'x-user': 'evil' }, 'caller_refused'],
  ])('is never anonymous with %s', async (_what, headers, code) => {
    await expect(identify(headers)).rejects.toMatchObject({ code });
    await expect(identify(headers, ALL.toReversed())).rejects.toMatchObject({ code });
  });

  it('is not anonymous with a credential that nobody takes, even where a way of our own says so', async () => {
    const careless: CallerAuthenticator = { challenge: '', authenticate: () => ANONYMOUS };
    expect(await identify({}, [keys, careless])).toBe(ANONYMOUS);
    await expect(
      identify({ authorization: 'Bearer opaque' }, [keys, careless]),
    ).rejects.toMatchObject({ code: 'caller_unrecognized' });
  });

  it('is not taken by a way for another form', async () => {
    const headers = { authorization: `Bearer ${key}` };
    await expect(identify(headers, [jwts, anonymousCallers])).rejects.toMatchObject({
      code: 'caller_unrecognized',
    });
  });
});

function otherKey(): string {
  return createApiKey({ name: 'x', now: NOW, randomBytes: (size) => new Uint8Array(size).fill(9) })
    .key;
}
