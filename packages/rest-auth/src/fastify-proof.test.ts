import Fastify, { type FastifyRequest, type InjectOptions } from 'fastify';
import { describe, expect, it } from 'vitest';
import { hmacOptions, signHmacHeaders } from '../test/sample-customer.js';
import { RequestProof } from './fastify-proof.js';
import { digestMember, signedMessage, verifierOptions } from '../test/signed-messages.js';
import type { BodyOutcome } from './message/read-body.js';
import { basic, hmac, type Scheme, type VerifyRequestOptions } from './index.js';

const BODY = Buffer.from('{"a":1}');
const SIGNED = await signHmacHeaders({ method: 'POST', authority: 'a', target: '/', body: BODY });
const POST = {
  method: 'POST',
  url: '/',
  headers: { host: 'a', ...Object.fromEntries(SIGNED) },
  payload: BODY,
} as const;

/** What `look` gives for a request in an `onRequest` hook, on a server that takes 1000 octets. */
async function atRequest<Seen>(
  request: InjectOptions,
  look: (request: FastifyRequest) => Promise<Seen>,
): Promise<Seen | undefined> {
  const app = Fastify({ bodyLimit: 1000 });
  let seen: Seen | undefined;
  app.addHook('onRequest', async (each) => {
    seen = await look(each);
  });
  app.all('/', async () => 'reached');
  const headers = { 'content-type': 'text/plain', ...request.headers };
  const { statusCode } = await app.inject({ ...request, headers });
  expect(statusCode).toBe(200);
  return seen;
}

const octets = (body: Uint8Array): BodyOutcome => ({
  kind: 'octets',
  octets: Uint8Array.from(body),
});

describe('RequestProof', () => {
  it('is pending until the body is taken, and then proven', async () => {
    const states = await atRequest(POST, async (request) => {
      const proof = await RequestProof.begin(request, hmacOptions());
      const before = proof.state.kind;
      const taken = await proof.takeBody(octets(BODY));
      return [before, taken, proof.state.kind];
    });
    expect(states).toEqual(['pending', Uint8Array.from(BODY), 'proven']);
  });

  it.each([
    ['digest_mismatch', octets(Buffer.from('{"a":2}'))],
    ['digest_mismatch', octets(Buffer.from(''))],
    ['body_too_large', { kind: 'too_large', byteLength: 1001 }],
    ['message_malformed', { kind: 'incomplete' }],
  ] as const)('is refused with %s', async (code, outcome) => {
    const state = await atRequest(POST, async (request) => {
      const proof = await RequestProof.begin(request, hmacOptions());
      expect(await proof.takeBody(outcome)).toBeUndefined();
      return proof.state;
    });
    expect(state).toMatchObject({ kind: 'refused', error: { code } });
  });

  it.each([
    ['none is sent', { method: 'GET', url: '/' }, [['GET', new Uint8Array()]]],
    ['its length is 0', { method: 'POST', url: '/', payload: '' }, [['POST', new Uint8Array()]]],
  ] as const)(
    'is proven at once where there is no body: %s',
    async (_name, request, [[method, body]]) => {
      const signed = await signHmacHeaders({ method, authority: 'a', target: '/', body });
      const headers = { host: 'a', ...Object.fromEntries(signed) };
      const state = await atRequest(
        { ...request, headers },
        async (each) => (await RequestProof.begin(each, hmacOptions())).state,
      );
      expect(state).toMatchObject({ kind: 'proven', principal: { customerId: 'hmac_user_name' } });
    },
  );

  it('is proven at once where the body is no part of it, and refused for a body that is too large', async () => {
    const authorization = `Basic ${btoa('hmac_user_name:hmac_user_secret')}`;
    const kinds = await atRequest({ ...POST, headers: { authorization } }, async (request) => {
      const proof = await RequestProof.begin(request, hmacOptions({ schemes: [basic()] }));
      const before = proof.state.kind;
      await proof.takeBody({ kind: 'too_large', byteLength: 1001 });
      return [before, proof.state.kind];
    });
    expect(kinds).toEqual(['proven', 'refused']);
  });

  it.each([
    [1000, undefined],
    [10, { name: 'strict', maxBodyBytes: 10 }],
    [1000, { name: 'strict', maxBodyBytes: 2000 }],
  ] as const)('takes at most %i octets', async (maxBytes, profile) => {
    const options: Partial<VerifyRequestOptions> = { profile };
    const found = await atRequest(
      POST,
      async (request) => (await RequestProof.begin(request, hmacOptions(options))).maxBytes,
    );
    expect(found).toBe(maxBytes);
  });

  it('passes on what is no refusal', async () => {
    const scheme: Scheme = {
      ...hmac(),
      verifyHead: async () => ({
        needsBody: true,
        finish: () => Promise.reject(new TypeError('planted')),
      }),
    };
    await atRequest(POST, async (request) => {
      const proof = await RequestProof.begin(request, hmacOptions({ schemes: [scheme] }));
      await expect(proof.takeBody(octets(BODY))).rejects.toThrow('planted');
      expect(proof.state.kind).toBe('pending');
    });
  });
});

describe('a Content-Digest with SHA-512', () => {
  const text = BODY.toString();
  const right = digestMember('sha-512', text);
  const wrong = digestMember('sha-512', 'other');

  it.each([
    [right, 'proven'],
    [`${digestMember('sha-256', text)}, ${right}`, 'proven'],
    [wrong, 'refused'],
    [`${digestMember('sha-256', text)}, ${wrong}`, 'refused'],
  ])('is compared: %s is %s', async (contentDigest, kind) => {
    const { headers } = signedMessage({ method: 'POST', target: '/', body: text, contentDigest });
    const fields = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
    const request = { ...POST, headers: fields };
    const state = await atRequest(request, async (each) => {
      const proof = await RequestProof.begin(each, verifierOptions());
      await proof.takeBody(octets(BODY));
      return proof.state;
    });
    expect(state?.kind).toBe(kind);
  });
});
