import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyPairOf, LoopbackIssuer, NOW } from '../../../test/loopback-issuer.js';
import type { Caller, CallerAuthenticator } from '../caller.js';
import { jwtCallers, type JwtCallersOptions } from './jwt-callers.js';

let issuer: LoopbackIssuer;
let time = NOW;
/** Ends whatever is under way when it is called: no test waits for a clock. */
let patience = new AbortController();
let callers: CallerAuthenticator;

const know = (options: Partial<JwtCallersOptions> = {}): CallerAuthenticator =>
  jwtCallers({
    issuers: [{ issuer: issuer.url, audiences: ['app'], clockToleranceSeconds: 300 }],
    now: () => time,
    abortAfter: () => patience.signal,
    ...options,
  });

beforeEach(async () => {
  time = NOW;
  patience = new AbortController();
  issuer = await LoopbackIssuer.start();
  callers = know();
});

afterEach(() => issuer.stop());

const identify = async (jwt: string): Promise<Caller | undefined> =>
  callers.authenticate({
    header: (name) => (name === 'authorization' ? `Bearer ${jwt}` : undefined),
  });

/** A new JWT each time, which is good for a day. */
let made = 0;
const makeJwt = (kid = 'k1'): Promise<string> => {
  made += 1;
  return issuer.sign({ jti: String(made), exp: NOW + 86_400 }, {}, keyPairOf('ES256', kid));
};

const knock = async (kid?: string): Promise<string> =>
  identify(await makeJwt(kid)).then(
    () => 'in',
    (error: unknown) => (error as { code: string }).code,
  );

const addKey = async (kid: string): Promise<void> => {
  issuer.keys = [...issuer.keys, (await keyPairOf('ES256', kid)).jwk];
};

const untilKeysFetched = (count: number): Promise<void> =>
  vi.waitFor(() => expect(issuer.keysFetched).toBe(count));

describe('the keys of an issuer', () => {
  it('are fetched once, also for many requests at the same time', async () => {
    const jwts = await Promise.all(Array.from({ length: 50 }, () => makeJwt()));
    await Promise.all(jwts.map(identify));
    expect(await knock()).toBe('in');
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('are fetched from where the settings say, without a configuration', async () => {
    callers = know({
      issuers: [{ issuer: issuer.url, audiences: ['app'], jwksUri: `${issuer.url}/keys` }],
    });
    expect(await knock()).toBe('in');
    expect(issuer.asked).toEqual(['/keys']);
  });

  it('are fetched anew for one that is missing, and again only after a while', async () => {
    expect(await knock()).toBe('in');
    await addKey('k2');
    expect(await knock('k2')).toBe('jwt_refused');
    time += 29;
    expect(await knock('k2')).toBe('jwt_refused');
    expect(issuer.keysFetched).toBe(1);
    time += 1;
    expect(await knock('k2')).toBe('in');
    expect(issuer.keysFetched).toBe(2);
  });

  it('are fetched by a flood of unknown keys once in a while, and in one fetch', async () => {
    expect(await knock()).toBe('in');
    const flood = async (): Promise<ReadonlySet<string>> =>
      new Set(await Promise.all(Array.from({ length: 100 }, () => knock('evil'))));
    for (let round = 1; round <= 3; round += 1) {
      time += 30;
      expect(await flood()).toEqual(new Set(['jwt_refused']));
      expect(await flood()).toEqual(new Set(['jwt_refused']));
      expect(issuer.keysFetched).toBe(1 + round);
    }
    expect(await knock()).toBe('in');
  });

  it('are fetched behind the back of requests when they get old', async () => {
    expect(await knock()).toBe('in');
    time += 600;
    issuer.hang('keys');
    expect(await knock()).toBe('in');
    await untilKeysFetched(2);
    expect(await knock()).toBe('in');
    expect(issuer.keysFetched).toBe(2);
  });

  it('are given up when the issuer has others', async () => {
    expect(await knock()).toBe('in');
    issuer.keys = [];
    await addKey('k2');
    time += 600;
    expect(await knock()).toBe('in');
    await untilKeysFetched(2);
    await vi.waitFor(async () => expect(await knock()).toBe('jwt_refused'));
    expect(await knock('k2')).toBe('in');
  });

  it('are fetched before the answer where nobody came for a while', async () => {
    expect(await knock()).toBe('in');
    issuer.keys = [];
    await addKey('k2');
    time += 900;
    expect(await knock()).toBe('jwt_refused');
    expect(issuer.keysFetched).toBe(2);
  });

  it('are waited for once, and not again while the issuer is away', async () => {
    expect(await knock()).toBe('in');
    time += 900;
    issuer.hang('keys');
    const waiting = knock();
    await untilKeysFetched(2);
    patience.abort();
    expect(await waiting).toBe('in');
    patience = new AbortController();
    time += 5;
    expect(await knock()).toBe('in');
    await untilKeysFetched(3);
  });

  it('are kept for some hours while the issuer is away, and no longer', async () => {
    expect(await knock()).toBe('in');
    await issuer.stop();
    time += 14_399;
    expect(await knock()).toBe('in');
    time += 1;
    expect(await knock()).toBe('issuer_unreachable');
    await issuer.restart();
    time += 5;
    expect(await knock()).toBe('in');
  });

  it('are kept when the issuer answers without any', async () => {
    expect(await knock()).toBe('in');
    issuer.answerWith('keys', { keys: [] });
    time += 600;
    expect(await knock()).toBe('in');
    await untilKeysFetched(2);
    time += 600;
    expect(await knock()).toBe('in');
  });

  it('are fetched once more when the clock is set back', async () => {
    expect(await knock()).toBe('in');
    time -= 200;
    await addKey('k2');
    expect(await knock('k2')).toBe('in');
    expect(issuer.keysFetched).toBe(2);
    expect(await knock('evil')).toBe('jwt_refused');
    expect(issuer.keysFetched).toBe(2);
  });
});

describe('an issuer that cannot be reached', () => {
  it('is no fault of callers: 503, with the time to come back', async () => {
    await issuer.stop();
    const { url } = issuer;
    await expect(identify(await makeJwt())).rejects.toMatchObject({
      code: 'issuer_unreachable',
      status: 503,
      retryAfterSeconds: 5,
      detail: expect.stringContaining(`${url}: `) as string,
    });
    time += 2;
    await expect(identify(await makeJwt())).rejects.toMatchObject({ retryAfterSeconds: 3 });
    await issuer.restart();
    expect(await knock()).toBe('issuer_unreachable');
    expect(issuer.asked).toEqual([]);
    time += 3;
    expect(await knock()).toBe('in');
  });

  it('is asked as seldom as before when it is back', async () => {
    issuer.answerWith('keys', 'overloaded', 500);
    expect(await knock()).toBe('issuer_unreachable');
    issuer.answers.clear();
    time += 5;
    expect(await knock()).toBe('in');
    time += 6;
    expect(await knock('evil')).toBe('jwt_refused');
    expect(issuer.keysFetched).toBe(2);
  });

  it('is not asked by every request', async () => {
    issuer.answerWith('discovery', 'overloaded', 500);
    for (let i = 0; i < 20; i += 1) expect(await knock()).toBe('issuer_unreachable');
    expect(issuer.asked).toHaveLength(1);
  });

  it('leaves open whether an unknown key is one of its own', async () => {
    expect(await knock()).toBe('in');
    issuer.answerWith('keys', 'overloaded', 500);
    time += 30;
    expect(await knock('k2')).toBe('issuer_unreachable');
    expect(await knock('k2')).toBe('issuer_unreachable');
    expect(issuer.keysFetched).toBe(2);
    expect(await knock()).toBe('in');
  });

  it.each(['discovery', 'keys'] as const)(
    'since it never answers for %s is given up',
    async (path) => {
      issuer.hang(path);
      const knocks = Array.from({ length: 20 }, () => knock());
      const last = path === 'keys' ? '/keys' : '/.well-known/openid-configuration';
      await vi.waitFor(() => expect(issuer.asked.at(-1)).toBe(last));
      patience.abort();
      expect(new Set(await Promise.all(knocks))).toEqual(new Set(['issuer_unreachable']));
      expect(issuer.asked.filter((asked) => asked === last)).toHaveLength(1);
      issuer.answers.clear();
      patience = new AbortController();
      time += 5;
      expect(await knock()).toBe('in');
    },
  );

  it('since it stops in the middle of its answer is given up', async () => {
    issuer.answers.set('/keys', (response) => {
      response.write('{"keys":');
    });
    const waiting = knock();
    await untilKeysFetched(1);
    patience.abort();
    expect(await waiting).toBe('issuer_unreachable');
  });

  it('is given up also by a fetch that does not heed its signal', async () => {
    callers = know({ fetch: () => new Promise(() => {}) });
    const waiting = knock();
    patience.abort();
    expect(await waiting).toBe('issuer_unreachable');
    expect(await knock()).toBe('issuer_unreachable');
  });

  it.each([
    [new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }), 'ECONNREFUSED'],
    [new TypeError('fetch failed', { cause: new AggregateError([], '') }), 'AggregateError'],
    [new TypeError('the name is not known'), 'the name is not known'],
    ['a text', 'the fetch failed'],
  ])('is reported with the reason: %s', async (failure, reason) => {
    callers = know({ fetch: () => Promise.reject(failure) });
    await expect(identify(await makeJwt())).rejects.toMatchObject({
      detail: expect.stringContaining(reason) as string,
    });
  });
});

describe('where a request cannot wait for the fetch of another', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('each fetches for itself until one has the keys', async () => {
    expect(await Promise.all([knock(), knock(), knock()])).toEqual(['in', 'in', 'in']);
    // Who comes after the first one has them needs none.
    const fetched = issuer.keysFetched;
    expect(fetched).toBeGreaterThan(1);
    expect(await knock()).toBe('in');
    expect(issuer.keysFetched).toBe(fetched);
  });

  it('old keys are refreshed before the answer, or used if that fails', async () => {
    expect(await knock()).toBe('in');
    time += 600;
    expect(await knock()).toBe('in');
    expect(issuer.keysFetched).toBe(2);
    await issuer.stop();
    time += 600;
    expect(await knock()).toBe('in');
    await issuer.restart();
  });

  it('a fetch that never ended stops nobody', async () => {
    issuer.hang('keys');
    void knock();
    await untilKeysFetched(1);
    issuer.answers.clear();
    expect(await knock()).toBe('in');
    patience.abort();
  });
});
