import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  createMemoryReplayStore,
  type CustomerKeys,
  type ProfileOptions,
  type ReceivedRequest,
  type ReplayStore,
  verifyRequest,
  verifyRequestHead,
  type VerifyRequestOptions,
} from '../src/index.js';
import { outcomeOf } from './hmac-outcome.js';
import {
  buildOptions,
  buildRequest,
  CUSTOMER_ID,
  dateAt,
  HOST,
  NOW,
  type RequestDraft,
  SECOND_SECRET,
  SECRET,
  TARGET,
} from './hmac-request.js';

async function codesOf(
  options: VerifyRequestOptions,
  ...requests: readonly ReceivedRequest[]
): Promise<readonly string[]> {
  const codes: string[] = [];
  for (const request of requests) codes.push((await outcomeOf(request, options)).code ?? 'ok');
  return codes;
}

const withProfile = (
  profile: Omit<ProfileOptions, 'name'>,
  options: Partial<VerifyRequestOptions> = {},
): VerifyRequestOptions => buildOptions({ name: 'strict', ...profile }, options);

const POST = buildRequest({ body: '{}' });
const GET = buildRequest({ method: 'GET' });
const HEAD = buildRequest({ method: 'HEAD' });
const DELETE = buildRequest({ method: 'DELETE' });

describe('replay policies', () => {
  it.each<[ProfileOptions['replay'], readonly ReceivedRequest[], string]>([
    ['refuse', [GET, HEAD, POST, DELETE], 'replayed'],
    ['refuse-unsafe', [GET, HEAD], 'ok'],
    ['refuse-unsafe', [POST, DELETE], 'replayed'],
    ['off', [GET, HEAD, POST, DELETE], 'ok'],
  ])('%s', async (replay = 'off', requests, second) => {
    for (const request of requests) {
      const codes = await codesOf(withProfile({ replay }), request, request);
      expect(codes).toEqual(['ok', second]);
    }
  });

  it('are refuse-unsafe in strict and off in agora by default', async () => {
    expect(await codesOf(buildOptions('strict'), GET, GET, POST, POST)).toEqual([
      'ok',
      'ok',
      'ok',
      'replayed',
    ]);
    expect(await codesOf(buildOptions('agora'), GET, GET, POST, POST)).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
    ]);
  });

  it('need a store unless they are off', async () => {
    const without = { ...buildOptions(), replay: undefined };
    await expect(verifyRequest(POST, without)).rejects.toMatchObject({
      code: 'invalid_auth_option',
    });
    expect(await codesOf({ ...without, profile: 'agora' }, POST, POST)).toEqual(['ok', 'ok']);
  });
});

/** Stores that cannot be relied on. */
const FAILING: readonly (readonly [string, () => unknown])[] = [
  ['rejects', () => Promise.reject(new Error('connection lost'))],
  [
    'throws at once',
    () => {
      throw new TypeError('not connected');
    },
  ],
  ['answers with nothing', () => Promise.resolve()],
  ['answers with something else', () => Promise.resolve('OK')],
];

describe.each(FAILING)('a replay store that %s', (_, addIfAbsent) => {
  const replay = { addIfAbsent } as ReplayStore;

  it('refuses unsafe requests with 503 and Retry-After', async () => {
    for (const request of [POST, DELETE]) {
      const { letter, code, error } = await outcomeOf(request, buildOptions('strict', { replay }));
      expect([letter, code]).toEqual(['503', 'replay_store_unavailable']);
      expect(new Map(error?.answer.headers).get('Retry-After')).toMatch(/^[1-9]\d*$/);
    }
  });

  it('lets safe ones pass, which are not remembered', async () => {
    expect(await codesOf(buildOptions('strict', { replay }), GET, HEAD)).toEqual(['ok', 'ok']);
  });

  it('refuses them too where none may repeat', async () => {
    const options = withProfile({ replay: 'refuse' }, { replay });
    expect(await codesOf(options, GET)).toEqual(['replay_store_unavailable']);
  });

  it('does not change what is wrong anyway', async () => {
    const changed = { ...POST, body: Buffer.from('x') };
    expect(await codesOf(buildOptions('strict', { replay }), changed)).toEqual(['digest_mismatch']);
  });
});

it('what the store is given: a key of customer and MAC, and the second behind the window', async () => {
  const seen: unknown[] = [];
  const replay: ReplayStore = {
    addIfAbsent: (key, expiresAt) => {
      seen.push([key, expiresAt]);
      return Promise.resolve('added');
    },
  };
  const request = buildRequest({ date: dateAt(NOW + 299) });
  expect(await codesOf(buildOptions('strict', { replay }), request)).toEqual(['ok']);
  const signature = /signature="([^"]*)"/.exec(request.headers.at(-1)?.[1] ?? '')?.[1];
  expect(seen).toEqual([[`${CUSTOMER_ID}\0${signature}`, NOW + 299 + 301]]);
});

describe('live secrets', () => {
  const THIRD = 'third secret';
  const judgeWith = (keys: CustomerKeys, secret: string): Promise<unknown> => {
    const lookup = { findCustomer: () => Promise.resolve(keys) };
    return verifyRequest(buildRequest({ secret }), buildOptions('strict', { lookup })).then(
      (principal) => ('signedWith' in principal ? principal.signedWith : undefined),
      (error: unknown) => (error as { readonly code?: unknown }).code,
    );
  };

  it.each<[string, CustomerKeys, string, string]>([
    ['the only one', { secrets: [SECRET] }, SECRET, 'primary'],
    ['the first of two', { secrets: [SECRET, SECOND_SECRET] }, SECRET, 'primary'],
    ['the second of two', { secrets: [SECRET, SECOND_SECRET] }, SECOND_SECRET, 'secondary'],
    ['the same one twice', { secrets: [SECRET, SECRET] }, SECRET, 'primary'],
    ['the second where the first is empty', { secrets: ['', SECRET] }, SECRET, 'secondary'],
    ['one of neither', { secrets: [SECRET, SECOND_SECRET] }, THIRD, 'signature_mismatch'],
    ['one that was disabled', { secrets: [SECRET], disabled: true }, SECRET, 'credential_disabled'],
    ['one of none', { secrets: [] }, SECRET, 'signature_mismatch'],
    ['UTF-8', { secrets: ['s\u00e9cret \ud83c\udfad'] }, 's\u00e9cret \ud83c\udfad', 'primary'],
    ['longer than a block', { secrets: ['x'.repeat(100)] }, 'x'.repeat(100), 'primary'],
  ])('%s', async (_, keys, secret, wanted) => {
    expect(await judgeWith(keys, secret)).toBe(wanted);
  });

  it('are taken as they are, not decoded', async () => {
    const hex = Buffer.from(SECRET).toString('hex');
    expect(await judgeWith({ secrets: [hex] }, SECRET)).toBe('signature_mismatch');
    const base64 = Buffer.from(SECRET).toString('base64');
    expect(await judgeWith({ secrets: [base64] }, SECRET)).toBe('signature_mismatch');
    expect(await judgeWith({ secrets: [`${SECRET}\n`] }, SECRET)).toBe('signature_mismatch');
  });

  it('of a lookup that fails is no refusal', async () => {
    const failure = new Error('database is down');
    const lookup = { findCustomer: () => Promise.reject(failure) };
    await expect(verifyRequest(POST, buildOptions('strict', { lookup }))).rejects.toBe(failure);
  });

  it('are tried with an algorithm that the runtime computes, also at the same time as others', async () => {
    const draft: RequestDraft = {
      algorithm: 'hmac-sha512',
      hash: 'sha512',
      customerId: 'two_secrets',
    };
    const requests = [SECRET, SECOND_SECRET, 'wrong'].flatMap((secret) =>
      Array.from({ length: 5 }, (_, i) =>
        buildRequest({ ...draft, secret, target: `/${secret.length}/${i}` }),
      ),
    );
    const outcomes = await Promise.all(
      requests.map((request) => outcomeOf(request, buildOptions('agora'))),
    );
    const codes = outcomes.map(({ code = 'ok' }) => code);
    expect(codes).toEqual([
      ...Array.from({ length: 10 }, () => 'ok'),
      ...Array.from({ length: 5 }, () => 'signature_mismatch'),
    ]);
  });
});

describe('requestLineVersions', () => {
  const versions = ['HTTP/1.1', 'HTTP/2.0'];
  const signedAs = (version: string, httpVersion: '1.0' | '1.1' | '2'): ReceivedRequest =>
    buildRequest({ httpVersion, line: `POST ${TARGET} ${version}` });

  it('are what may be signed, whatever the connection has', async () => {
    const options = withProfile({ requestLineVersions: versions, replay: 'off' });
    for (const httpVersion of ['1.0', '1.1', '2'] as const) {
      for (const version of versions)
        expect(await codesOf(options, signedAs(version, httpVersion))).toEqual(['ok']);
      expect(await codesOf(options, signedAs('HTTP/1.0', httpVersion))).toEqual([
        'signature_mismatch',
      ]);
    }
  });
});

describe('allowedAuthorities', () => {
  const serve = (...allowedAuthorities: readonly string[]): VerifyRequestOptions =>
    withProfile({ allowedAuthorities, replay: 'off' });

  it('are compared without regard to case, and with their ports', async () => {
    expect(await codesOf(serve('API.agora.io'), POST)).toEqual(['ok']);
    expect(await codesOf(serve('other.example', HOST), POST)).toEqual(['ok']);
    const onPort = buildRequest({ host: `${HOST}:8443` });
    expect(await codesOf(serve(`${HOST}:8443`), onPort)).toEqual(['ok']);
    expect(await codesOf(serve(`${HOST}:8080`), onPort)).toEqual(['authority_not_served']);
    expect(await codesOf(serve(HOST), onPort)).toEqual(['authority_not_served']);
  });

  it('may be what was signed, where the port was not', async () => {
    const portless = buildRequest({ host: `${HOST}:8443`, signed: { host: HOST } });
    expect(await codesOf(serve(HOST), portless)).toEqual(['ok']);
    expect(await codesOf(serve(`${HOST}:8443`), portless)).toEqual(['ok']);
    expect(await codesOf(serve('other.example'), portless)).toEqual(['authority_not_served']);
  });
});

describe('bodies', () => {
  const BODY = '{"a": 1}';
  const request = buildRequest({ body: BODY });
  const digest = { sha256: createHash('sha256').update(BODY).digest(), byteLength: BODY.length };

  it.each([
    ['as octets', Buffer.from(BODY)],
    [
      'as a part of a longer buffer',
      new Uint8Array(Buffer.from(`xx${BODY}yy`)).subarray(2, 2 + BODY.length),
    ],
    ['as their digest', digest],
  ])('are taken %s', async (_, body) => {
    expect(await codesOf(buildOptions(), { ...request, body })).toEqual(['ok']);
  });

  it('that are left out are empty', async () => {
    const { body: _, ...head } = buildRequest();
    expect(await codesOf(buildOptions(), head)).toEqual(['ok']);
    const pending = await verifyRequestHead(head, buildOptions());
    expect(await pending.finish()).toMatchObject({ customerId: CUSTOMER_ID });
  });

  it('that are too long are refused with 413, before they are read where the head says so', async () => {
    const options = withProfile({ maxBodyBytes: 8, replay: 'off' });
    const announced = buildRequest({ body: BODY, fields: [['Content-Length', '9']] });
    await expect(verifyRequestHead(announced, options)).rejects.toMatchObject({
      code: 'body_too_large',
    });
    expect(await codesOf(options, request)).toEqual(['ok']);
    const pending = await verifyRequestHead(request, options);
    for (const body of [Buffer.from(`${BODY} `), { ...digest, byteLength: 9 }]) {
      await expect(pending.finish(body)).rejects.toMatchObject({
        code: 'body_too_large',
        publicCode: 'body_too_large',
      });
    }
  });

  it('that are too long do not tell who is a customer', async () => {
    const options = withProfile({ maxBodyBytes: 8 });
    const draft = { body: BODY, fields: [['Content-Length', '9']] } as const;
    const requests = [
      buildRequest({ ...draft, customerId: 'nobody' }),
      buildRequest({ ...draft, secret: 'wrong' }),
    ];
    expect(await codesOf(options, ...requests)).toEqual(['unknown_customer', 'signature_mismatch']);
  });
});

describe('the clock', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, NOW * 1000])(
    'that says %d refuses everything, and says why',
    async (now) => {
      const options = buildOptions('strict', {
        now: () => now,
        replay: createMemoryReplayStore({ now: () => NOW }),
      });
      await expect(verifyRequest(POST, options)).rejects.toMatchObject({
        code: 'invalid_auth_option',
      });
    },
  );

  it('may stand between two seconds', async () => {
    const replay = createMemoryReplayStore({ now: () => NOW });
    const at = (now: number): Promise<readonly string[]> =>
      codesOf(buildOptions('strict', { now: () => now, replay }), GET);
    expect(await at(NOW + 299.9)).toEqual(['ok']);
    expect(await at(NOW + 300.1)).toEqual(['date_outside_window']);
  });

  it('has a window that the operator may set', async () => {
    const at = (offset: number): ReceivedRequest => buildRequest({ date: dateAt(NOW + offset) });
    const options = withProfile({ windowSeconds: 10 });
    expect(await codesOf(options, at(10), at(-10), at(11), at(-11))).toEqual([
      'ok',
      'ok',
      'date_outside_window',
      'date_outside_window',
    ]);
  });
});

it.each<Record<string, unknown>>([
  { name: 'lenient' },
  { name: 'constructor' },
  { name: 'strict', windowSeconds: -1 },
  { name: 'strict', windowSeconds: Number.NaN },
  { name: 'strict', algorithms: ['hmac-sha1'] },
  { name: 'strict', algorithms: [] },
  { name: 'strict', replay: 'on' },
  { name: 'strict', maxBodyBytes: '1kb' },
])('profile %o is refused', async (profile) => {
  const options = buildOptions(profile as unknown as ProfileOptions);
  await expect(verifyRequest(POST, options)).rejects.toMatchObject({ code: 'invalid_auth_option' });
});

it('a part of a profile that is undefined is the default, not no limit', async () => {
  const profile = { name: 'strict', windowSeconds: undefined } as unknown as ProfileOptions;
  const stale = buildRequest({ date: dateAt(NOW - 301) });
  expect(await codesOf(buildOptions(profile), POST, stale)).toEqual(['ok', 'date_outside_window']);
});
