import { describe, expect, it } from 'vitest';
import { APP_ID, LOOKUP, sampleToken } from '../test/sample-tokens.js';
import { agoraToken } from './agora-token.js';
import type { CredentialLookup } from './credential-lookup.js';
import { InvalidAuthOptionError } from './errors.js';
import { createMemoryReplayStore } from './replay/memory-replay-store.js';
import { basic } from './schemes/basic.js';
import { hmac } from './schemes/hmac.js';
import { signRequest, type SignRequestOptions } from './sign-request.js';
import { verifyRequest } from './verify-request.js';

const NOW = 1_700_000_010;
const credential = { customerId: 'zoe', customerSecret: 'sécret' };
const lookup: CredentialLookup = { ...LOOKUP, findCustomer: () => ({ secrets: ['sécret'] }) };
const REQUEST = {
  method: 'POST',
  authority: 'api.agora.io',
  target: '/a?b=%20',
  body: new TextEncoder().encode('{"name":"é"}'),
};
const DESCRIBED = [
  [{ scheme: 'basic', credential, now: NOW }],
  [{ scheme: 'hmac', credential, now: NOW }],
  [{ scheme: 'agora-token', credential: { token: sampleToken() }, now: NOW }],
  [
    {
      scheme: 'agora-token',
      credential: { token: sampleToken(), userId: 'zoe', asPair: true },
      now: NOW,
    },
  ],
] as const;

describe('signRequest', () => {
  it.each<[SignRequestOptions]>(DESCRIBED as never)(
    'is undone by verifyRequest: %o',
    async (options) => {
      const signed = await signRequest(REQUEST, options);
      const length = String(REQUEST.body.length);
      const request = {
        ...REQUEST,
        headers: [
          ['Host', REQUEST.authority] as const,
          ['Content-Length', length] as const,
          ...signed,
        ],
      };
      const principal = await verifyRequest(request, {
        schemes: [basic(), hmac(), agoraToken({ appId: APP_ID, service: 'rtm', takesPair: true })],
        lookup,
        now: () => NOW,
        replay: createMemoryReplayStore({ now: () => NOW }),
      });
      expect(principal.scheme).toBe(options.scheme);
    },
  );

  it('gives the same headers for the same request, credential and time', async () => {
    for (const [options] of DESCRIBED) {
      const first = await signRequest(REQUEST, options as SignRequestOptions);
      expect(await signRequest(REQUEST, options as SignRequestOptions)).toEqual(first);
    }
  });

  it.each([
    ['a scheme that is none', { scheme: 'bearer', credential, now: NOW }],
    ['a scheme of every object', { scheme: 'constructor', credential, now: NOW }],
    ['no time', { scheme: 'basic', credential }],
    ['milliseconds', { scheme: 'hmac', credential, now: NOW * 1000 }],
    ['parts of seconds', { scheme: 'hmac', credential, now: NOW + 0.5 }],
    ['a time before 1970', { scheme: 'hmac', credential, now: -1 }],
    ['a time that is a text', { scheme: 'hmac', credential, now: String(NOW) }],
    ['a time that is no number', { scheme: 'hmac', credential, now: Number.NaN }],
  ])('refuses %s', async (_, options) => {
    await expect(signRequest(REQUEST, options as never)).rejects.toThrow(InvalidAuthOptionError);
  });
});
