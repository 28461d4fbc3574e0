/** What the server stands on can fail. Then there is no token, and nobody outside learns why. */
import { describe, expect, it } from 'vitest';
import type { Caller } from '../src/callers/caller.js';
import type { PolicySource } from '../src/policy/policy.js';
import type { TokenServerOptions } from '../src/token-server.js';
import { NOW, openServer, requestOf, ROOM_ROUTE, TOKEN_ROUTE } from './token-world.js';

const SECRET = 'secret-5b1d5e48';
const CAUSE = new Error(`connection to db.internal with ${SECRET} failed`);

const fail = (): never => {
  throw CAUSE;
};
const failLater = (): Promise<never> => Promise.reject(CAUSE);

/** As libraries of databases return them, and as other realms do: no `Promise` of this one. */
const failLikePromise = (): Promise<never> => {
  // oxlint-disable-next-line unicorn/no-thenable -- because that is what is tried here
  const thenable = { then: (_: unknown, reject: (cause: Error) => void) => reject(CAUSE) };
  return thenable as unknown as Promise<never>;
};

const derived: PolicySource = () => ({
  decide: ({ service }) => ({
    kind: 'granted',
    granted: {
      ...service,
      user: { kind: 'derived', name: 'zoe', realm: 'r' },
      rule: 'a',
      maxLifeSeconds: 60,
    },
  }),
});

/** A clock that works until it has been asked so often: once at the start. */
function clockThatStops(): () => number {
  let asked = 0;
  return () => {
    asked += 1;
    return asked > 1 ? fail() : NOW;
  };
}

type Failure = readonly [string, () => Partial<TokenServerOptions>];

const FAILURES: readonly Failure[] = [
  ['the projects', () => ({ projects: { find: fail } })],
  ['the projects, later', () => ({ projects: { find: failLater } })],
  ['the projects, in a way of their own', () => ({ projects: { find: failLikePromise } })],
  [
    'a certificate of them',
    () => ({ projects: { find: () => ({ appId: 'a'.repeat(32), certificates: [SECRET] }) } }),
  ],
  ['the policy', () => ({ policy: fail })],
  ['the policy, later', () => ({ policy: failLater })],
  ['a decision', () => ({ policy: () => ({ decide: fail }) })],
  ['the uids', () => ({ policy: derived, uids: { findUid: fail } })],
  ['the uids, later', () => ({ policy: derived, uids: { findUid: failLater } })],
  ['the limiter', () => ({ limiter: { take: fail } })],
  ['the limiter, later', () => ({ limiter: { take: failLater } })],
  ['the salt', () => ({ salt: fail })],
  ['the clock', () => ({ now: clockThatStops() })],
  ['a way to know callers', () => ({ callers: [{ challenge: '', authenticate: fail }] })],
  [
    'a way to know callers, later',
    () => ({ callers: [{ challenge: '', authenticate: (): Promise<Caller> => failLater() }] }),
  ],
  ['a route that reads', () => ({ routes: [{ ...TOKEN_ROUTE, parse: fail }] })],
  ['a route that writes', () => ({ routes: [{ ...TOKEN_ROUTE, writeGranted: fail }] })],
];

describe.each(FAILURES)('where this fails: %s', (_, open) => {
  it('there is an answer without a token, and without the cause', async () => {
    const { server } = openServer(open());
    const answer = await server.answer(requestOf());
    expect(answer.status).toBe(500);
    expect(answer.headers).toMatchObject({
      'x-stagedoor-error': 'internal_error',
      'cache-control': 'no-store',
    });
    expect(answer.body).toBe('internal_error: the server failed; ask again later');
    expect(JSON.stringify(answer)).not.toMatch(/007eJ|secret|db\.internal|Error:|\.ts/);
  });

  it('the operator is told once, with the cause', async () => {
    const { server, outcomes } = openServer(open());
    const { headers } = await server.answer(requestOf());
    expect(outcomes).toMatchObject([
      {
        kind: 'failed',
        status: 500,
        code: 'internal_error',
        requestId: headers['x-request-id'],
        cause: { message: expect.stringMatching(/secret|32 hex/) },
      },
    ]);
  });
});

describe('an audit that fails', () => {
  it.each([
    ['at once', fail],
    ['later', failLater],
    ['later, in a way of its own', failLikePromise],
  ])('%s lets no token leave the server, on any route', async (_, record) => {
    const { server } = openServer({ onOutcome: record });
    const requests = [requestOf(), requestOf({ method: 'GET', target: '/rooms/stage/7' })];
    for (const request of requests) {
      const answer = await server.answer(request);
      expect(answer.status).toBe(500);
      expect(JSON.stringify(answer)).not.toMatch(/007eJ|secret/);
    }
  });

  it('is told of the grant that was not answered', async () => {
    const kinds: string[] = [];
    const { server } = openServer({
      onOutcome: (outcome) => {
        kinds.push(outcome.kind);
        if (outcome.kind === 'granted') throw CAUSE;
        expect(outcome).toMatchObject({ code: 'internal_error', cause: CAUSE });
      },
    });
    await server.answer(requestOf());
    expect(kinds).toEqual(['granted', 'failed']);
  });

  it.each([
    ['at once', fail],
    ['later', failLater],
  ])('%s keeps no refusal from its caller', async (_, record) => {
    const { server } = openServer({ onOutcome: record });
    const wrong = requestOf({ headers: { authorization: 'Bearer other' } });
    expect((await server.answer(wrong)).status).toBe(401);
    expect((await server.answer(requestOf({ target: '/nothing' }))).status).toBe(404);
  });
});

describe('a failure', () => {
  it('is over with its request', async () => {
    let isBroken = true;
    const { server } = openServer({
      routes: [TOKEN_ROUTE, { ...ROOM_ROUTE, parse: fail }],
      salt: () => (isBroken ? fail() : 1),
    });
    expect((await server.answer(requestOf())).status).toBe(500);
    isBroken = false;
    expect((await server.answer(requestOf())).status).toBe(200);
    const other = requestOf({ method: 'GET', target: '/rooms/stage/7' });
    expect((await server.answer(other)).status).toBe(500);
    expect((await server.answer(requestOf())).status).toBe(200);
  });
});
