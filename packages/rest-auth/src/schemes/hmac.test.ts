import { describe, expect, it } from 'vitest';
import { buildOptions, buildRequest, CUSTOMER_ID, NOW } from '../../test/hmac-request.js';
import { AuthError } from '../errors.js';
import { HeaderIndex } from '../headers/header-index.js';
import { PROFILES } from '../profile.js';
import { verifyRequestHead } from '../verify-request.js';
import { hmac } from './hmac.js';

// What the scheme accepts and refuses is in test/hmac-*.test.ts.

describe('hmac', () => {
  it('says what the verifier must know of it', () => {
    expect(hmac()).toMatchObject({
      name: 'hmac',
      authorizationScheme: 'hmac',
      needsReplayStore: true,
      excludes: [],
      singleHeaders: ['date', 'x-date', 'digest'],
      challenges: [['WWW-Authenticate', 'hmac']],
      hasHmacTexts: true,
    });
  });

  it('names its realm where it has one', () => {
    expect(hmac({ realm: 'a "b"' }).challenges).toEqual([
      ['WWW-Authenticate', 'hmac realm="a \\"b\\""'],
    ]);
  });

  it.each<[string, 'strict' | 'agora', boolean]>([
    ['hmac username="a"', 'agora', true],
    ['HMAC x', 'agora', true],
    ['hmacx username="a"', 'agora', false],
    ['Basic YTpi', 'agora', false],
    ['', 'agora', false],
    ['hmac username="a"', 'strict', false],
  ])('finds %o in Proxy-Authorization, %s: %o', (value, name, isPresent) => {
    const index = new HeaderIndex([['Proxy-Authorization', value]]);
    expect(hmac().isPresent(index, PROFILES[name])).toBe(isPresent);
  });

  it('proves the head first, and the body when it has it', async () => {
    const request = buildRequest({ body: '{}' });
    const pending = await verifyRequestHead(request, buildOptions());
    expect(pending).toMatchObject({ scheme: 'hmac', needsBody: true });
    await expect(pending.finish(Buffer.from('[]'))).rejects.toMatchObject({
      code: 'digest_mismatch',
    });
    expect(await pending.finish(request.body)).toEqual({
      kind: 'customer',
      scheme: 'hmac',
      customerId: CUSTOMER_ID,
      signedWith: 'primary',
    });
    await expect(pending.finish(request.body)).rejects.toMatchObject({ code: 'replayed' });
  });

  it('asks for the customer once, and only when the rest is in order', async () => {
    const asked: string[] = [];
    const lookup = {
      findCustomer: (customerId: string) => {
        asked.push(customerId);
        return undefined;
      },
    };
    const options = buildOptions('strict', { lookup });
    const stale = new Date((NOW - 301) * 1000).toUTCString();
    for (const draft of [{ date: stale }, { names: 'date' }, { sign: () => 'AAAA' }]) {
      await expect(verifyRequestHead(buildRequest(draft), options)).rejects.toThrow(AuthError);
    }
    expect(asked).toEqual([]);
    await expect(verifyRequestHead(buildRequest(), options)).rejects.toThrow(AuthError);
    expect(asked).toEqual([CUSTOMER_ID]);
  });
});
