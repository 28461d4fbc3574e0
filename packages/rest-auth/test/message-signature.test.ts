import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMemoryReplayStore,
  type CustomerKeys,
  hmac,
  type HeaderPairs,
  type ReceivedRequest,
  type ReplayStore,
  signRequest,
  verifyRequestHead,
  type VerifyRequestOptions,
} from '../src/index.js';
import { messageSignature } from '../src/message-signature.js';
import { catchAuthError } from './catch-auth-error.js';
import { messageVector } from './read-rfc9421.js';
import {
  BARE_LIST,
  BODY_LIST,
  CUSTOMER,
  HOST,
  knowing,
  makePair,
  type MessageParts,
  NONCE,
  NOW,
  parametersWith,
  refused,
  SECRET,
  signedMessage,
  valueOf,
  verifierOptions,
  verify,
  withHeader,
  withSecret,
} from './signed-messages.js';

const PAIR = makePair();
const BODY = '{"hello": "world"}';
const UTF8 = new TextEncoder();

describe('what is accepted', () => {
  it('is a request with a signature of method, authority, path and query', async () => {
    const principal = await verify(signedMessage());
    expect(principal).toEqual({
      kind: 'customer',
      scheme: 'message-signature',
      customerId: CUSTOMER,
      signedWith: 'primary',
    });
  });

  it.each([
    ['a body', { method: 'POST', body: BODY }],
    ['the whole URL in place of its parts', { list: '"@method" "@target-uri"' }],
    ['another order', { list: '"@query" "@path" "@authority" "@method"' }],
    ['alg', { parameters: parametersWith({ alg: '"hmac-sha256"' }) }],
    ['expires', { parameters: parametersWith({ expires: `${NOW + 60}` }) }],
    ['a tag', { parameters: parametersWith({ tag: '"app"' }) }],
    ['a parameter that nobody knows', { parameters: parametersWith({ more: '?1' }) }],
    ['another label', { label: 'proxy' }],
    ['more spaces in the list', { list: ` ${BARE_LIST.replaceAll(' ', '  ')} ` }],
    ['spaces before parameters', { parameters: parametersWith().replaceAll(';', '; ') }],
    ['no query', { target: '/v1/things' }],
    [
      'a header too',
      { list: `${BARE_LIST} "date"`, headers: [['date', 'x']], values: { '"date"': 'x' } },
    ],
    [
      'an empty header',
      { list: `${BARE_LIST} "x-a"`, headers: [['X-A', '']], values: { '"x-a"': '' } },
    ],
    [
      'a header in several lines',
      {
        list: `${BARE_LIST} "x-a"`,
        headers: [
          ['X-A', ' 1 '],
          ['x-a', '2'],
        ],
        values: { '"x-a"': '1, 2' },
      },
    ],
    [
      'a header with octets beyond ASCII',
      {
        list: `${BARE_LIST} "x-a"`,
        headers: [['X-A', 'caf\u00e9']],
        values: { '"x-a"': 'caf\u00e9' },
      },
    ],
    [
      'escapes in the nonce',
      { parameters: parametersWith({ nonce: String.raw`"0123456789abcd\"\\"` }) },
    ],
  ] satisfies [string, MessageParts][])('may have %s', async (_, parts) => {
    await expect(verify(signedMessage(parts))).resolves.toMatchObject({ customerId: CUSTOMER });
  });

  it('has a host in any case, with the default port or without', async () => {
    const request = signedMessage();
    for (const host of ['API.example.COM', `${HOST}:443`, `${HOST}:`]) {
      await expect(verify(withHeader(request, 'Host', host))).resolves.toBeDefined();
    }
    expect(await refused(withHeader(request, 'Host', `${HOST}:80`))).toBe('401 signature_mismatch');
    const plain = { schemes: [messageSignature({ urlScheme: 'http' })] };
    await expect(verify(withHeader(request, 'Host', `${HOST}:80`), plain)).resolves.toBeDefined();
    expect(await refused(withHeader(request, 'Host', `${HOST}:443`), plain)).toBe(
      '401 signature_mismatch',
    );
  });

  it('has a port that is not the default one in the signature', async () => {
    const host = `${HOST}:8443`;
    await expect(verify(signedMessage({ host }))).resolves.toBeDefined();
    const portless = signedMessage({ host, values: { '"@authority"': HOST } });
    expect(await refused(portless)).toBe('401 signature_mismatch');
  });

  it('has a URL of the scheme that is served', async () => {
    const request = signedMessage({
      list: '"@method" "@target-uri"',
      values: { '"@target-uri"': `http://${HOST}/v1/things?a=1` },
    });
    expect(await refused(request)).toBe('401 signature_mismatch');
    const plain = { schemes: [messageSignature({ urlScheme: 'http' })] };
    await expect(verify(request, plain)).resolves.toBeDefined();
  });
});

describe('vectors', () => {
  const options = (keys: CustomerKeys): Partial<VerifyRequestOptions> => ({
    lookup: { findCustomer: () => keys },
    now: () => 1_618_884_473,
    replay: createMemoryReplayStore({ now: () => 1_618_884_473 }),
  });
  const requestOf = (id: string): ReceivedRequest => {
    const { method, target, headers, body, signatureParams, signature } = messageVector(id);
    const signed: HeaderPairs = [
      ['Signature-Input', `sig1=${signatureParams}`],
      ['Signature', `sig1=:${signature}:`],
    ];
    return { method, target, headers: [...headers, ...signed], body: UTF8.encode(body) };
  };
  const octetsOf = (id: string): Buffer => Buffer.from(messageVector(id).key, 'base64');

  it('M2 is accepted', async () => {
    const secrets = [octetsOf('M2').toString('utf8')];
    await expect(verify(requestOf('M2'), options({ secrets }))).resolves.toMatchObject({
      customerId: 'test-shared-secret',
    });
  });

  it('M3 is accepted', async () => {
    const keys = { secrets: [], ed25519PublicKeys: [Uint8Array.from(octetsOf('M3'))] };
    await expect(verify(requestOf('M3'), options(keys))).resolves.toMatchObject({
      customerId: 'test-key-ed25519',
    });
  });

  it('M1 is refused for its nonce of 15 characters, before any key is looked up', async () => {
    expect(await refused(requestOf('M1'), options({ secrets: [SECRET] }))).toBe(
      '401 signature_input_malformed',
    );
  });

  it.each([
    ['B.2.1', 'coverage_insufficient'],
    ['B.2.3', 'signature_input_malformed'],
    ['B.2.5', 'signature_input_malformed'],
    ['B.2.6', 'signature_input_malformed'],
  ])('%s of the RFC is outside the profile: %s', async (id, code) => {
    expect(await refused(requestOf(id), options({ secrets: [SECRET] }))).toBe(`401 ${code}`);
  });
});

describe('bodies and hosts that are not taken', () => {
  const profile = { name: 'strict', maxBodyBytes: 4 } as const;

  it('are announced as too long', async () => {
    const request = signedMessage({ method: 'POST', body: BODY });
    await expect(
      catchAuthError(verifyRequestHead(request, verifierOptions({ profile }))),
    ).resolves.toMatchObject({ code: 'body_too_large' });
  });

  it('turn out to be too long', async () => {
    const request = withHeader(
      signedMessage({ method: 'POST', body: BODY }),
      'Content-Length',
      '1',
    );
    expect(await refused(request, { profile })).toBe('413 body_too_large');
  });

  it('are not served', async () => {
    const served = (...allowedAuthorities: string[]): Partial<VerifyRequestOptions> => ({
      profile: { name: 'strict', allowedAuthorities },
    });
    await expect(
      verify(signedMessage(), served('x', `${HOST.toUpperCase()}:443`)),
    ).resolves.toBeDefined();
    const error = await catchAuthError(verify(signedMessage(), served('staging.example.com')));
    expect(error).toMatchObject({ code: 'authority_not_served', publicCode: 'signature_mismatch' });
  });
});

describe('other schemes', () => {
  const schemes = [hmac(), messageSignature()];

  it('may not sign the same request', async () => {
    const request = signedMessage();
    const [, , authorization] = await signRequest(
      { method: 'GET', authority: HOST, target: request.target },
      { scheme: 'hmac', credential: { customerId: CUSTOMER, customerSecret: SECRET }, now: NOW },
    );
    const both = { ...request, headers: [...request.headers, authorization ?? ['', '']] } as const;
    expect(valueOf(both, 'Authorization')).toMatch(/^hmac /);
    expect(await refused(both, { schemes })).toBe('400 message_malformed');
    const partly = withHeader(both, 'Signature-Input', undefined);
    expect(await refused(partly, { schemes })).toBe('400 message_malformed');
  });

  it('leave it alone where there is neither header', async () => {
    const bare = { method: 'GET', target: '/', headers: [['Host', HOST]] } as const;
    expect(await refused(bare, { schemes })).toBe('401 credentials_missing');
  });
});

describe('refusals', () => {
  it('say what is to be signed', async () => {
    const { answer } = await catchAuthError(verify(signedMessage({ sign: withSecret('x') })));
    expect(answer.headers).toContainEqual(['Accept-Signature', `sig1=(${BODY_LIST});created`]);
    expect(answer.headers).toContainEqual(['Want-Content-Digest', 'sha-256=10']);
    expect(answer.headers).toContainEqual(['X-Stagedoor-Error', 'signature_mismatch']);
  });

  it('come in the order of the checks', async () => {
    const store: ReplayStore = { addIfAbsent: () => Promise.resolve('present') };
    const order: readonly (readonly [string, ReceivedRequest])[] = [
      ['signature_input_malformed', signedMessage({ parameters: '' })],
      [
        'algorithm_not_allowed',
        signedMessage({ list: '', parameters: parametersWith({ alg: '"x"', created: '1' }) }),
      ],
      [
        'coverage_insufficient',
        signedMessage({ list: '"x-a"', parameters: parametersWith({ created: '1' }) }),
      ],
      [
        'signed_header_missing',
        signedMessage({ list: `${BARE_LIST} "x-a"`, parameters: parametersWith({ created: '1' }) }),
      ],
      [
        'date_outside_window',
        signedMessage({
          parameters: parametersWith({ created: '1' }),
          sign: () => Buffer.alloc(1),
        }),
      ],
      [
        'signature_encoding',
        signedMessage({
          parameters: parametersWith({ keyid: '"x"' }),
          sign: () => Buffer.alloc(1),
        }),
      ],
      [
        'signature_mismatch',
        signedMessage({ body: BODY, contentDigest: 'x', sign: withSecret('x') }),
      ],
      ['digest_mismatch', signedMessage({ body: BODY, contentDigest: 'x' })],
      ['replayed', signedMessage()],
    ];
    for (const [code, request] of order) {
      expect((await catchAuthError(verify(request, { replay: store }))).code).toBe(code);
    }
  });

  it('never hold secret, nonce or signature', async () => {
    const canary = 'CANARY-0123456789';
    const lookup = knowing({ secrets: [canary] });
    const parameters = parametersWith({ nonce: `"${canary}"` });
    const requests = [
      signedMessage({ parameters }),
      signedMessage({ parameters: parametersWith({ nonce: `"${canary}`, keyid: undefined }) }),
      signedMessage({ parameters, sign: () => Buffer.from(canary) }),
      signedMessage({ parameters: `;${parameters}` }),
      signedMessage({
        parameters,
        body: BODY,
        contentDigest: `sha-256="${canary}"`,
        sign: withSecret(canary),
      }),
    ];
    for (const request of requests) {
      const error = await catchAuthError(verify(request, { lookup }));
      const said = `${error.message} ${JSON.stringify(error.answer)}`;
      expect(said).not.toContain(canary);
      expect(said).not.toContain(valueOf(request, 'Signature').slice(6, 20));
    }
  });
});

describe('signRequest', () => {
  const unsigned = {
    method: 'POST',
    authority: HOST,
    target: '/v1/things?a=1',
    body: UTF8.encode(BODY),
  };
  const receive = (
    request: typeof unsigned | Omit<typeof unsigned, 'body'>,
    signed: HeaderPairs,
  ): ReceivedRequest => ({ ...request, headers: [['Host', request.authority], ...signed] });

  it('signs what the verifier accepts, by a secret', async () => {
    const signed = await signRequest(unsigned, {
      scheme: 'message-signature',
      credential: { customerId: CUSTOMER, customerSecret: SECRET },
      now: NOW,
      nonce: NONCE,
    });
    expect(signed.map(([name]) => name)).toEqual([
      'Content-Digest',
      'Signature-Input',
      'Signature',
    ]);
    await expect(verify(receive(unsigned, signed))).resolves.toMatchObject({
      customerId: CUSTOMER,
    });
  });

  it('signs what the verifier accepts, by a private key', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']);
    if (!('privateKey' in pair)) throw new Error('Ed25519 keys come in pairs');
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    const { body: _, ...bare } = unsigned;
    const signed = await signRequest(bare, {
      scheme: 'message-signature',
      credential: { customerId: CUSTOMER, ed25519PrivateKey: pair.privateKey },
      now: NOW,
      nonce: NONCE,
      expiresAt: NOW + 60,
    });
    expect(signed.map(([name]) => name)).toEqual(['Signature-Input', 'Signature']);
    const lookup = knowing({ secrets: [], ed25519PublicKeys: [PAIR.publicKey, publicKey] });
    await expect(verify(receive(bare, signed), { lookup })).resolves.toMatchObject({
      signedWith: 'secondary',
    });
  });

  it('is accepted for every request', async () => {
    const text = (characters: string): fc.Arbitrary<string> =>
      fc.string({ unit: fc.constantFrom(...characters.split('')), maxLength: 12 });
    const requests = fc.record({
      method: fc.constantFrom('GET', 'POST', 'DELETE'),
      authority: fc.constantFrom(
        'api.example.com',
        'API.Example.com:8443',
        '[::1]:9000',
        '127.0.0.1',
      ),
      target: fc
        .tuple(text('aZ09%-_/.~'), fc.option(text('a=&?%20+/'), { nil: undefined }))
        .map(([path, query]) => `/${path}${query === undefined ? '' : `?${query}`}`),
      body: fc.uint8Array({ maxLength: 64 }),
    });
    const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
    const words = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
      fc.string({ unit: printable, minLength, maxLength });
    await fc.assert(
      fc.asyncProperty(
        requests,
        words(1, 20),
        words(16, 128),
        words(1, 20),
        async (request, customerId, nonce, customerSecret) => {
          const credential = { customerId, customerSecret };
          const signed = await signRequest(request, {
            scheme: 'message-signature',
            credential,
            now: NOW,
            nonce,
          });
          const headers: HeaderPairs = [
            ['host', request.authority],
            ['content-length', `${request.body.length}`],
            ...signed,
          ];
          const lookup = {
            findCustomer: (id: string) =>
              id === customerId ? { secrets: [customerSecret] } : undefined,
          };
          const principal = await verify({ ...request, headers }, { lookup });
          expect(principal).toMatchObject({ customerId, signedWith: 'primary' });
        },
      ),
      { numRuns: 200 },
    );
  });
});
