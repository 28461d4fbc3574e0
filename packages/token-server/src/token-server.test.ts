import { fingerprintToken } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import {
  APP_ID,
  CERTIFICATE,
  KeyCallers,
  NOW,
  openServer,
  requestOf,
  TOKEN_ROUTE,
  verify,
} from '../test/token-world.js';
import { CallerRefusedError } from './callers/errors.js';
import type { TokenHttpRequest } from './http/token-http-request.js';
import { serveProjects } from './projects/serve-projects.js';
import type { TokenRoute } from './routes/route.js';
import type { TokenServerOptions } from './token-server.js';

async function codeOf(
  request: TokenHttpRequest,
  options: Partial<TokenServerOptions> = {},
): Promise<readonly [number, string | undefined]> {
  const { status, headers } = await openServer(options).server.answer(request);
  return [status, headers['x-stagedoor-error']];
}

describe('a token server', () => {
  it('answers with a token for the caller, as the policy grants it', async () => {
    const { server } = openServer();
    const { status, headers, body } = await server.answer(requestOf());
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/plain');
    const { matchedService, expiresInSeconds } = verify(body, 'stage', 7);
    expect(expiresInSeconds).toBe(3600);
    expect(Object.keys(matchedService.privileges)).toHaveLength(4);
  });

  it('gives a route the named segments, the query and no body', async () => {
    const { server } = openServer();
    const request = requestOf({ method: 'GET', target: '/rooms/stage%20two/9?life=60' });
    const { body } = await server.answer(request);
    expect(verify(body, 'stage two', 9).expiresAt).toBe(NOW + 60);
  });

  it('shares nothing of one request with another', async () => {
    const queries: string[] = [];
    const route: TokenRoute = {
      ...TOKEN_ROUTE,
      parse: (input) => {
        queries.push(String(input.query));
        input.query.set('uid', '9');
        return TOKEN_ROUTE.parse(input);
      },
    };
    const { server } = openServer({ routes: [route] });
    await server.answer(requestOf());
    await server.answer(requestOf());
    expect(queries).toEqual(['', '']);
  });

  it('draws a new salt for each token, or asks for one', async () => {
    const { server } = openServer();
    const [first, second] = [await server.answer(requestOf()), await server.answer(requestOf())];
    expect(first.body).not.toBe(second.body);
    const { body } = await openServer({ salt: () => 99 }).server.answer(requestOf());
    expect(verify(body, 'stage', 7).salt).toBe(99);
  });

  it('answers an open route to everybody, and does not tell of it', async () => {
    const { server, outcomes } = openServer();
    const request = requestOf({
      method: 'GET',
      target: '/ping',
      headers: { authorization: 'Bearer no' },
    });
    expect(await server.answer(request)).toMatchObject({ status: 200, body: 'pong' });
    expect(outcomes).toEqual([]);
  });

  it('answers HEAD to an open route, and makes no token for it', async () => {
    const { server, outcomes } = openServer();
    const statusOf = async (target: string): Promise<number> =>
      (await server.answer(requestOf({ method: 'HEAD', target }))).status;
    expect(await statusOf('/ping')).toBe(200);
    expect(await statusOf('/rooms/stage/7')).toBe(405);
    expect(await statusOf('/nothing')).toBe(404);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
  });

  it('lets nobody store what it answers, whatever it answers', async () => {
    const { server } = openServer();
    const targets = ['/token', '/nothing', '/ping'];
    const methods = ['POST', 'GET', 'OPTIONS', 'DELETE'];
    for (const [target, method] of targets.flatMap((each) => methods.map((m) => [each, m]))) {
      const { headers } = await server.answer(requestOf({ target, method } as object));
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it.each([
    [{ now: () => NOW * 1000 }, 'invalid_time'],
    [{ now: () => NOW + 0.5 }, 'invalid_time'],
    [{ allowedOrigins: ['https://app.example/'] }, 'invalid_origin'],
  ])('learns at the start, not at the first request, that it cannot use %j', (options, code) => {
    expect(() => openServer(options)).toThrow(expect.objectContaining({ code }));
  });
});

describe('an address', () => {
  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'QUERY', 'post'])(
    'is not called by %s where it has another method, which the answer names',
    async (method) => {
      const { server } = openServer();
      const { status, headers } = await server.answer(requestOf({ method }));
      expect([status, headers['allow'], headers['x-stagedoor-error']]).toEqual([
        405,
        'POST, OPTIONS',
        'route_not_found',
      ]);
    },
  );

  it.each([
    '',
    '*',
    '/',
    'token',
    'xtoken',
    '/Token',
    '/token/..',
    '/token;a=b',
    '//token',
    'http://127.0.0.1/token',
    'https://127.0.0.1/token?x',
    '?/token',
  ])('of another form is no route: %j', async (target) => {
    expect(await codeOf(requestOf({ target }))).toEqual([404, 'route_not_found']);
    expect(await codeOf(requestOf({ target, method: 'OPTIONS' }))).toEqual([
      404,
      'route_not_found',
    ]);
  });

  it.each(['xrooms/stage/7', 'rooms/stage/7', '*rooms/stage/7', 'h:/rooms/stage/7'])(
    'begins with a slash: %s',
    async (target) => {
      expect(await codeOf(requestOf({ target, method: 'GET' }))).toEqual([404, 'route_not_found']);
    },
  );

  it('is looked for before the caller is, so that scanners cost nothing', async () => {
    const keys = new KeyCallers();
    await codeOf(requestOf({ target: '/nothing' }), { callers: [keys] });
    expect(keys.seen).toBe(0);
  });

  it('tells by OPTIONS how it is called', async () => {
    const { server, outcomes } = openServer();
    const { status, headers, body } = await server.answer(requestOf({ method: 'OPTIONS' }));
    expect([status, headers['allow'], body]).toEqual([200, 'POST, OPTIONS', '']);
    expect(outcomes).toEqual([]);
  });
});

describe('a caller', () => {
  it('who shows nothing is asked to, without a reason', async () => {
    const { server } = openServer();
    const request: TokenHttpRequest = { ...requestOf(), header: () => undefined };
    const { status, headers } = await server.answer(request);
    expect([status, headers['x-stagedoor-error']]).toEqual([401, 'caller_missing']);
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('who shows what is refused learns that it was', async () => {
    const { server } = openServer();
    const request = requestOf({ headers: { authorization: 'Bearer other' } });
    const { status, headers } = await server.answer(request);
    expect([status, headers['x-stagedoor-error']]).toEqual([401, 'caller_refused']);
    expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('is asked for before the body is read', async () => {
    const request: TokenHttpRequest = {
      ...requestOf({ headers: { authorization: 'Bearer other' } }),
      readBody: () => Promise.reject(new Error('read')),
    };
    expect(await codeOf(request)).toEqual([401, 'caller_refused']);
  });

  it('gets so many tokens in a second, and is told when there are more', async () => {
    const { server } = openServer({ limits: { perCallerPerSecond: 2, perUserPerSecond: 99 } });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await server.answer(requestOf())).status);
    expect(statuses).toEqual([200, 200, 429]);
    const { headers } = await server.answer(requestOf());
    expect(headers).toMatchObject({
      'retry-after': '1',
      'x-stagedoor-error': 'too_many_token_requests',
    });
    const other = requestOf({ headers: { authorization: 'Bearer key-ann' } });
    expect((await server.answer(other)).status).toBe(200);
  });

  it('who asks too often for one user is refused, whoever else asks for the same', async () => {
    const { server } = openServer({ limits: { perUserPerSecond: 1 } });
    expect((await server.answer(requestOf())).status).toBe(200);
    const other = requestOf({ headers: { authorization: 'Bearer key-ann' } });
    expect((await server.answer(other)).status).toBe(429);
    expect((await server.answer(requestOf({ body: 'stage,8' }))).status).toBe(200);
  });
});

describe('the operator', () => {
  it('learns who got what by which rule, with the fingerprint in place of the token', async () => {
    let millis = 100;
    const { server, outcomes } = openServer({
      newRequestId: () => 'id-1',
      nowMillis: () => {
        millis += 1.5;
        return millis;
      },
    });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { body } = await server.answer(requestOf({ headers: { traceparent } }));
    expect(outcomes).toEqual([
      {
        kind: 'granted',
        requestId: 'id-1',
        status: 200,
        route: 'token',
        clientAddress: '192.0.2.1',
        caller: { kind: 'key', id: 'zoe', issuer: undefined, credential: undefined },
        traceparent,
        durationMillis: 1.5,
        tokens: [
          {
            appId: APP_ID,
            fingerprint: fingerprintToken(body),
            // printf %s ca11ab1e0c0ffee0ca11ab1e0c0ffee0 | sha256sum
            certificateFingerprint: 'b64886a8',
            issuedAt: NOW,
            expiresAt: NOW + 3600,
            services: [
              {
                service: 'rtc',
                channel: 'stage',
                user: '7',
                privileges: [
                  'joinChannel',
                  'publishAudioStream',
                  'publishVideoStream',
                  'publishDataStream',
                ],
                rule: 'all',
              },
            ],
            renewed: undefined,
          },
        ],
      },
    ]);
    expect(JSON.stringify(outcomes)).not.toContain(body);
  });

  it('learns more of a refusal than the caller does', async () => {
    const { server, outcomes } = openServer({
      policy: () => ({ decide: () => ({ kind: 'denied', rule: 'night', reason: 'it is dark' }) }),
    });
    const { status, body } = await server.answer(requestOf());
    expect(status).toBe(403);
    expect(body).not.toContain('dark');
    expect(outcomes).toMatchObject([
      {
        kind: 'refused',
        status: 403,
        code: 'not_granted',
        reason: 'rtc: by rule "night": it is dark',
        caller: { id: 'zoe' },
        durationMillis: undefined,
      },
    ]);
  });

  it('is told of a refusal that no route could answer', async () => {
    const { server, outcomes } = openServer();
    const { body } = await server.answer(requestOf({ target: '/nothing' }));
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'route_not_found' } });
    expect(outcomes).toMatchObject([
      { kind: 'refused', code: 'route_not_found', route: undefined, caller: undefined },
    ]);
  });

  it('finds each answer again by its ID, which a proxy in front may give', async () => {
    const { server, outcomes } = openServer();
    const ids = ['from-the-proxy', 'a\nb', 'x'.repeat(65), ''];
    const answers = [];
    for (const id of ids) {
      const headers = new Map([
        ['authorization', 'Bearer key-zoe'],
        ['x-request-id', id],
      ]);
      const request = { ...requestOf(), header: (name: string) => headers.get(name) };
      answers.push((await server.answer(request)).headers['x-request-id']);
    }
    expect(answers).toEqual(outcomes.map(({ requestId }) => requestId));
    expect(answers[0]).toBe('from-the-proxy');
    expect(new Set(answers).size).toBe(4);
    expect(answers.slice(1)).toEqual(ids.slice(1).map(() => expect.stringMatching(/^[\w-]{36}$/)));
  });

  it('is waited for, before the answer goes out', async () => {
    const steps: string[] = [];
    const { server } = openServer({
      onOutcome: async ({ kind }) => {
        await Promise.resolve();
        steps.push(kind);
      },
    });
    await server.answer(requestOf());
    steps.push('answered');
    await server.answer(requestOf({ target: '/nothing' }));
    expect(steps).toEqual(['granted', 'answered', 'refused']);
  });

  it('sees which certificate is in use: always the primary one of the project', async () => {
    const old = 'c'.repeat(32);
    const { server, outcomes } = openServer({
      projects: serveProjects([{ appId: APP_ID, certificates: [CERTIFICATE, old] }]),
    });
    verify((await server.answer(requestOf())).body, 'stage', 7);
    expect(outcomes).toMatchObject([{ tokens: [{ certificateFingerprint: 'b64886a8' }] }]);
  });
});

describe('what a caller is told of a failure', () => {
  it.each([429, 503])('is when to ask again, with %i', async (status) => {
    class LaterError extends CallerRefusedError {
      override readonly status = status as 401;
      override readonly retryAfterSeconds = 30;
    }
    const refuse = {
      challenge: 'Bearer',
      authenticate: () => {
        throw new LaterError('later');
      },
    };
    const { server, outcomes } = openServer({ callers: [refuse] });
    const answer = await server.answer(requestOf());
    expect([answer.status, answer.headers['retry-after']]).toEqual([status, '30']);
    expect(outcomes.map(({ kind }) => kind)).toEqual([status === 503 ? 'failed' : 'refused']);
  });

  it('is the words of the route', async () => {
    const { server } = openServer({ routes: [TOKEN_ROUTE] });
    const { body } = await server.answer(requestOf({ body: '../*,7' }));
    expect(body).toMatch(/^invalid_channel: /);
  });
});
