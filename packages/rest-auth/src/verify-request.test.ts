import { describe, expect, it, vi } from 'vitest';
import { catchAuthError, refusalOf } from '../test/catch-auth-error.js';
import { withHeaders } from '../test/sample-tokens.js';
import { agoraToken } from './agora-token.js';
import type { CredentialLookup } from './credential-lookup.js';
import { InvalidAuthOptionError } from './errors.js';
import { PROFILES } from './profile.js';
import type { HeaderPairs, ReceivedRequest } from './request.js';
import { createMemoryReplayStore } from './replay/memory-replay-store.js';
import { basic } from './schemes/basic.js';
import { hmac } from './schemes/hmac.js';
import type { Scheme, SchemeInput } from './schemes/scheme.js';
import { signRequest } from './sign-request.js';
import { verifyRequest, verifyRequestHead, type VerifyRequestOptions } from './verify-request.js';

const NOW = 1_700_000_000;
const SECRET = '00112233445566778899aabbccddeeff';
const LOOKUP: CredentialLookup = {
  findCustomer: (id) => (id === 'zoe' ? { secrets: [SECRET] } : undefined),
  findProject: () => undefined,
};
const BASIC: HeaderPairs = [['Authorization', `Basic ${btoa(`zoe:${SECRET}`)}`]];
const TOKEN = agoraToken({ appId: 'f'.repeat(32), service: 'rtm', takesPair: true });

const optionsWith = (options: Partial<VerifyRequestOptions> = {}): VerifyRequestOptions => ({
  schemes: [basic(), hmac()],
  lookup: LOOKUP,
  now: () => NOW,
  replay: createMemoryReplayStore({ now: () => NOW }),
  ...options,
});

const verify = (
  headers: HeaderPairs,
  options?: Partial<VerifyRequestOptions>,
): ReturnType<typeof verifyRequest> => verifyRequest(withHeaders(...headers), optionsWith(options));

async function signedWithHmac(body: Uint8Array, customerSecret = SECRET): Promise<ReceivedRequest> {
  const unsigned = { method: 'POST', target: '/a', authority: 'api.agora.io', body };
  const credential = { customerId: 'zoe', customerSecret };
  const signed = await signRequest(unsigned, { scheme: 'hmac', credential, now: NOW });
  const length = ['Content-Length', String(body.length)] as const;
  return { ...unsigned, headers: [['Host', unsigned.authority], length, ...signed] };
}

/** A scheme with a header of its own, which everyone may use. */
const badge = (parts: Partial<Scheme> = {}): Scheme => ({
  name: 'badge',
  authorizationScheme: undefined,
  needsReplayStore: false,
  excludes: [],
  singleHeaders: ['x-badge'],
  challenges: [['WWW-Authenticate', 'badge']],
  hasHmacTexts: false,
  isPresent: (index) => index.first('x-badge') !== undefined,
  verifyHead: () =>
    Promise.resolve({
      needsBody: false,
      finish: () =>
        Promise.resolve({
          kind: 'customer',
          scheme: 'badge',
          customerId: 'guest',
          signedWith: 'primary',
        } as const),
    }),
  ...parts,
});

describe('the scheme', () => {
  it('is the one that Authorization names, whichever the operation prefers', async () => {
    const basicFirst = [basic(), hmac()];
    const hmacFirst = [hmac(), basic()];
    for (const schemes of [basicFirst, hmacFirst]) {
      await expect(verify(BASIC, { schemes })).resolves.toMatchObject({ scheme: 'basic' });
      const signed = await signedWithHmac(new Uint8Array());
      const principal = await verifyRequest(signed, optionsWith({ schemes }));
      expect(principal).toMatchObject({ scheme: 'hmac' });
    }
  });

  it.each([
    ['Bearer', [['Authorization', 'Bearer abc']]],
    ['hmac, where it is not taken', [['Authorization', 'hmac username="zoe"']]],
    ['agora, where it is not taken', [['Authorization', 'agora token=007']]],
    ['a word that is none', [['Authorization', 'Basic:abc']]],
    ['a word of every object', [['Authorization', '__proto__ abc']]],
  ] as const)('must be one that the operation takes: %s', async (_, headers) => {
    await expect(refusalOf(verify(headers, { schemes: [basic()] }))).resolves.toEqual({
      status: 401,
      message: 'Invalid authentication credentials',
      code: 'scheme_not_allowed',
      publicCode: 'scheme_not_allowed',
    });
  });

  it.each<[string, HeaderPairs]>([
    ['nothing', []],
    ['an empty Authorization', [['Authorization', '']]],
    ['an Authorization of blanks', [['Authorization', ' \t ']]],
    ['another header', [['Proxy-Authorization', BASIC[0]?.[1] ?? '']]],
    ['headers of proxies', [['X-Consumer-Username', 'zoe']]],
    ['a cookie', [['Cookie', `authorization=${BASIC[0]?.[1]}`]]],
  ])('is missing in %s', async (_, headers) => {
    const schemes = [basic(), TOKEN];
    const error = await catchAuthError(verify(headers, { schemes }));
    expect(error).toMatchObject({ code: 'credentials_missing', claimedId: undefined });
    expect(error.message).toContain('basic, agora-token');
    expect(error.answer.status).toBe(401);
    expect(error.answer.body).toBe('{"message":"Unauthorized"}');
  });

  it('is the one with headers of its own where Authorization is not there, or empty', async () => {
    const schemes = [basic(), badge()];
    const own: HeaderPairs = [['X-Badge', '1']];
    await expect(verify(own, { schemes })).resolves.toMatchObject({ scheme: 'badge' });
    const withEmpty: HeaderPairs = [['Authorization', ''], ...own];
    await expect(verify(withEmpty, { schemes })).resolves.toMatchObject({ scheme: 'badge' });
  });

  it('is the preferred one of several with headers of their own', async () => {
    const verifyHead = vi.fn<Scheme['verifyHead']>((input) => badge().verifyHead(input));
    const schemes = [badge({ name: 'first', verifyHead }), badge()];
    await verify([['X-Badge', '1']], { schemes });
    expect(verifyHead).toHaveBeenCalledOnce();
  });

  it('is the one of Authorization where both are there', async () => {
    const schemes = [badge(), basic()];
    const both: HeaderPairs = [['X-Badge', '1'], ...BASIC];
    await expect(verify(both, { schemes })).resolves.toMatchObject({ scheme: 'basic' });
    const wrong: HeaderPairs = [
      ['X-Badge', '1'],
      ['Authorization', 'Basic :'],
    ];
    expect((await refusalOf(verify(wrong, { schemes }))).code).toBe('authorization_malformed');
  });

  it('is none of two that exclude each other', async () => {
    const schemes = [basic(), badge({ excludes: ['basic'] })];
    const both: HeaderPairs = [['X-Badge', '1'], ...BASIC];
    await expect(refusalOf(verify(both, { schemes }))).resolves.toMatchObject({
      status: 400,
      code: 'message_malformed',
    });
    await expect(verify(BASIC, { schemes })).resolves.toMatchObject({ scheme: 'basic' });
  });
});

describe('the message', () => {
  it.each<[string, HeaderPairs, string]>([
    ['Authorization twice', [...BASIC, ...BASIC], 'duplicate_header'],
    ['Authorization twice, once empty', [['authorization', ''], ...BASIC], 'duplicate_header'],
    ['Host twice', [['host', 'other'], ...BASIC], 'duplicate_header'],
    [
      'a header of another scheme twice',
      [['Date', 'a'], ['date', 'b'], ...BASIC],
      'duplicate_header',
    ],
    ['a value with a line end', [['X-Tag', 'a\nb'], ...BASIC], 'message_malformed'],
  ])('is checked before the credential: %s', async (_, headers, code) => {
    const findCustomer = vi.fn<CredentialLookup['findCustomer']>(() => undefined);
    const refusal = await refusalOf(verify(headers, { lookup: { findCustomer } }));
    expect(refusal).toMatchObject({ status: 400, code });
    expect(findCustomer).not.toHaveBeenCalled();
  });

  it('has an Authorization of at most so many octets', async () => {
    const { maxAuthorizationBytes } = PROFILES.strict;
    const sized = (length: number): HeaderPairs => [
      ['Authorization', `Basic ${'a'.repeat(length - 6)}`],
    ];
    expect((await refusalOf(verify(sized(maxAuthorizationBytes)))).code).toBe(
      'authorization_malformed',
    );
    await expect(refusalOf(verify(sized(maxAuthorizationBytes + 1)))).resolves.toMatchObject({
      status: 400,
      code: 'authorization_too_long',
    });
    const profile = { name: 'strict', maxAuthorizationBytes: 10 } as const;
    expect((await refusalOf(verify(BASIC, { profile }))).code).toBe('authorization_too_long');
  });
});

describe('the answer', () => {
  const challengesOf = async (schemes: readonly Scheme[]): Promise<unknown> => {
    const { answer } = await catchAuthError(verify([], { schemes }));
    return answer.headers.filter(([name]) => name === 'WWW-Authenticate').map(([, value]) => value);
  };

  it('lists the challenges of all schemes, the preferred one first', async () => {
    expect(await challengesOf([basic(), TOKEN])).toEqual([
      'Basic realm="stagedoor", charset="UTF-8"',
      'agora realm="stagedoor"',
    ]);
    expect(await challengesOf([hmac(), basic({ realm: 'r' })])).toEqual([
      'hmac',
      'Basic realm="r", charset="UTF-8"',
    ]);
  });

  it('lists them whichever scheme was tried', async () => {
    const { answer } = await catchAuthError(verify([['Authorization', 'Basic :']]));
    expect(answer.headers).toContainEqual(['WWW-Authenticate', 'hmac']);
    expect(answer.headers).toContainEqual(['X-Stagedoor-Error', 'authorization_malformed']);
  });

  it('has the texts of the scheme that was tried', async () => {
    const schemes = [basic(), hmac()];
    const forged = await signedWithHmac(new Uint8Array(), 'another');
    const outcome = verifyRequest(forged, optionsWith({ schemes }));
    expect((await refusalOf(outcome)).message).toBe('HMAC signature does not match');
    const malformed = verify([['Authorization', 'Basic :']], { schemes: [hmac(), basic()] });
    expect((await refusalOf(malformed)).message).toBe('Invalid authentication credentials');
  });

  it('has the texts of the preferred scheme where none of them was tried', async () => {
    const bearer: HeaderPairs = [['Authorization', 'Bearer a']];
    const messageOf = async (...schemes: readonly Scheme[]): Promise<string> =>
      (await refusalOf(verify(bearer, { schemes }))).message;
    expect(await messageOf(hmac(), basic())).toBe('HMAC signature cannot be verified');
    expect(await messageOf(basic(), hmac())).toBe('Invalid authentication credentials');
  });

  it('has the published texts where they are chosen', async () => {
    const forged = await signedWithHmac(new Uint8Array(), 'another');
    const outcome = verifyRequest(forged, optionsWith({ refusalTexts: 'published' }));
    expect((await refusalOf(outcome)).message).toBe('Invalid authentication credentials');
  });

  it('has the form of the route family, also after the head', async () => {
    const bodyOf = async (outcome: Promise<unknown>): Promise<unknown> =>
      JSON.parse((await catchAuthError(outcome)).answer.body);
    const family = 'conversational-ai';
    expect(await bodyOf(verify([], { family }))).toEqual({
      message: 'Unauthorized',
      detail: 'Unauthorized',
      reason: 'Unauthorized',
    });
    const signed = await signedWithHmac(Uint8Array.of(1));
    const pending = await verifyRequestHead(signed, optionsWith({ family }));
    expect(await bodyOf(pending.finish(Uint8Array.of(2)))).toEqual({
      message: 'HMAC signature does not match',
      detail: 'HMAC signature does not match',
      reason: 'Unauthorized',
    });
    expect(await bodyOf(verify([], { family: 'gateway' }))).toEqual({ message: 'Unauthorized' });
  });

  it('comes with the ID that was claimed, once it could be read', async () => {
    const claimed = async (headers: HeaderPairs): Promise<unknown> =>
      (await catchAuthError(verify(headers))).claimedId;
    expect(await claimed([['Authorization', `Basic ${btoa('adam:a')}`]])).toBe('adam');
    expect(await claimed([['Authorization', `Basic ${btoa('adam')}`]])).toBeUndefined();
    const signed = await signedWithHmac(Uint8Array.of(1));
    const pending = await verifyRequestHead(signed, optionsWith());
    expect(await catchAuthError(pending.finish(Uint8Array.of(2)))).toMatchObject({
      code: 'digest_mismatch',
      claimedId: 'zoe',
    });
  });
});

describe('the two steps', () => {
  it('say whether the body is needed, before it is read', async () => {
    const signed = await signedWithHmac(Uint8Array.of(1));
    await expect(verifyRequestHead(signed, optionsWith())).resolves.toMatchObject({
      scheme: 'hmac',
      needsBody: true,
    });
    const request = withHeaders(...BASIC);
    await expect(verifyRequestHead(request, optionsWith())).resolves.toMatchObject({
      scheme: 'basic',
      needsBody: false,
    });
  });

  it('take no body for an empty one', async () => {
    const signed = await signedWithHmac(new Uint8Array());
    const pending = await verifyRequestHead(signed, optionsWith());
    await expect(pending.finish()).resolves.toMatchObject({ customerId: 'zoe' });
    const pendingBasic = await verifyRequestHead(withHeaders(...BASIC), optionsWith());
    await expect(pendingBasic.finish()).resolves.toMatchObject({ customerId: 'zoe' });
  });

  it('give every scheme the head, the ports and the profile', async () => {
    const verifyHead = vi.fn<Scheme['verifyHead']>((input) => badge().verifyHead(input));
    const options = optionsWith({ schemes: [badge({ verifyHead })], profile: 'agora' });
    const request = withHeaders(['X-Badge', '1']);
    await verifyRequest(request, options);
    const [input] = vi.mocked(verifyHead).mock.calls[0] ?? [];
    expect(input).toMatchObject<Partial<SchemeInput>>({
      head: request,
      authorization: undefined,
      lookup: options.lookup,
      replay: options.replay,
      profile: PROFILES.agora,
    });
    expect(input?.now()).toBe(NOW);
  });
});

describe('mistakes of the program', () => {
  it.each<[string, Partial<VerifyRequestOptions>]>([
    ['no scheme', { schemes: [] }],
    ['no replay store', { replay: undefined }],
    [
      'no replay store, all methods',
      { replay: undefined, profile: { name: 'agora', replay: 'refuse' } },
    ],
    ['an unknown profile', { profile: 'lenient' as never }],
    ['a profile of every object', { profile: 'constructor' as never }],
    ['a profile without a name', { profile: { replay: 'off' } as never }],
  ])('are refused: %s', async (_, options) => {
    await expect(verify(BASIC, options)).rejects.toThrow(InvalidAuthOptionError);
  });

  it.each<[string, Partial<VerifyRequestOptions>]>([
    [
      'with the replay store off',
      { replay: undefined, profile: { name: 'strict', replay: 'off' } },
    ],
    ['in a profile with the store off', { replay: undefined, profile: 'agora' }],
    ['with schemes that remember nothing', { replay: undefined, schemes: [basic(), TOKEN] }],
  ])('are none without a store %s', async (_, options) => {
    await expect(verify(BASIC, options)).resolves.toMatchObject({ customerId: 'zoe' });
  });

  it('are thrown as they are, where they are those of a lookup', async () => {
    const lookup = { findCustomer: () => Promise.reject(new RangeError('away')) };
    await expect(verify(BASIC, { lookup })).rejects.toThrow(RangeError);
  });
});

describe('options that are none', () => {
  const valid = { schemes: [basic()], lookup: { findCustomer: () => undefined }, now: () => 0 };

  it.each([
    ['schemes', [], 'schemes must be a list'],
    ['schemes', 'basic', 'schemes must be a list'],
    ['schemes', [basic], 'schemes must be a list'],
    ['schemes', ['basic'], 'schemes must be a list'],
    ['lookup', undefined, 'lookup must have'],
    ['lookup', {}, 'lookup must have'],
    ['now', 5, 'now must be a function'],
  ])('are named by the first request, whatever it has: %s %j', async (name, value, message) => {
    const options = { ...valid, [name]: value } as unknown as VerifyRequestOptions;
    const request = { method: 'GET', target: '/', headers: [['Host', 'a']] as const };
    await expect(verifyRequest(request, options)).rejects.toMatchObject({
      code: 'invalid_auth_option',
      message: expect.stringContaining(message) as string,
    });
  });
});
