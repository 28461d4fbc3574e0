import { type MatchedToken, verifyToken } from '@stagedoor/token';
import type { Caller, CallerAuthenticator } from '../src/callers/caller.js';
import { CallerRefusedError } from '../src/callers/errors.js';
import type { TokenHttpRequest } from '../src/http/token-http-request.js';
import type { Policy } from '../src/policy/policy.js';
import { serveProject } from '../src/projects/serve-project.js';
import type { OpenRoute, RouteAnswer, TokenRoute } from '../src/routes/route.js';
import type { TokenOutcome } from '../src/token-outcome.js';
import { TokenServer, type TokenServerOptions } from '../src/token-server.js';

export const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
export const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
export const NOW = 1_700_000_000;

/** `Bearer key-zoe` is the caller zoe; other credentials are refused. `seen` counts the credentials that were looked at. */
export class KeyCallers implements CallerAuthenticator {
  readonly challenge = 'Bearer';
  seen = 0;

  authenticate(request: { header(name: string): string | undefined }): Caller | undefined {
    const authorization = request.header('authorization');
    if (authorization === undefined) return undefined;
    this.seen += 1;
    const [, id] = /^Bearer key-(\S+)$/.exec(authorization) ?? [];
    if (id === undefined) throw new CallerRefusedError('no such key');
    return { kind: 'key', id, scopes: [], claims: { room: `room-${id}` } };
  }
}

/** Gives everything as it is asked for, for two hours at most. */
export const GRANT_ALL: Policy = {
  decide: ({ service }) => ({
    kind: 'granted',
    granted: { ...service, rule: 'all', maxLifeSeconds: 7200 },
  }),
};

const writeText = (status: number, body: string): RouteAnswer => ({
  status,
  contentType: 'text/plain',
  body,
});

/** `POST /token` with `channel,uid` in its body; answers the token alone. */
export const TOKEN_ROUTE: TokenRoute = {
  name: 'token',
  method: 'POST',
  path: '/token',
  readsBody: true,
  parse: ({ body }) => {
    const [channel = '', uid = ''] = new TextDecoder().decode(body).split(',');
    const user = { kind: 'uid', uid: Number(uid) } as const;
    return {
      kind: 'tokens',
      requests: [{ services: [{ service: 'rtc', channel, user, role: 'publisher' }] }],
    };
  },
  writeGranted: ([issued]) => writeText(200, issued?.token ?? ''),
  writeRefused: ({ status, code, message }) => writeText(status, `${code}: ${message}`),
};

/** `GET /rooms/:channel/:uid?life=60`, the same without a body. */
export const ROOM_ROUTE: TokenRoute = {
  ...TOKEN_ROUTE,
  name: 'room',
  method: 'GET',
  path: '/rooms/:channel/:uid',
  readsBody: false,
  parse: ({ params, query }) => {
    const user = { kind: 'uid', uid: Number(params['uid']) } as const;
    const life = query.get('life');
    const service = { service: 'rtc', channel: params['channel'] ?? '', user } as const;
    const expiresInSeconds = life === null ? undefined : Number(life);
    return { kind: 'tokens', requests: [{ services: [service], expiresInSeconds }] };
  },
};

/** `GET /ping`, for everyone. */
const PING: OpenRoute = {
  name: 'ping',
  method: 'GET',
  path: '/ping',
  answer: () => writeText(200, 'pong'),
};

/** A server with key callers that grants all, and what it tells of. */
export function openServer(options: Partial<TokenServerOptions> = {}): {
  readonly server: TokenServer;
  readonly outcomes: TokenOutcome[];
} {
  const outcomes: TokenOutcome[] = [];
  const server = new TokenServer({
    projects: serveProject({ appId: APP_ID, certificates: [CERTIFICATE] }),
    callers: [new KeyCallers()],
    policy: () => GRANT_ALL,
    routes: [TOKEN_ROUTE, ROOM_ROUTE, PING],
    now: () => NOW,
    onOutcome: (outcome) => void outcomes.push(outcome),
    ...options,
  });
  return { server, outcomes };
}

/** What of a request a test says. Headers have names in lower case. */
export interface RequestParts {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly clientAddress?: string | undefined;
}

/** A request of the caller zoe for a token of the channel `stage` and the uid 7, but for the parts. */
export function requestOf(parts: RequestParts = {}): TokenHttpRequest {
  const headers = new Headers({ authorization: 'Bearer key-zoe', ...parts.headers });
  return {
    method: parts.method ?? 'POST',
    target: parts.target ?? '/token',
    clientAddress: 'clientAddress' in parts ? parts.clientAddress : '192.0.2.1',
    header: (name) => headers.get(name) ?? undefined,
    readBody: () => Promise.resolve(new TextEncoder().encode(parts.body ?? 'stage,7')),
  };
}

/** The token, proven to let this user into this channel. */
export function verify(token: string, channel: string, uid: number): MatchedToken {
  return verifyToken(token, {
    appId: APP_ID,
    certificates: [CERTIFICATE],
    now: NOW,
    expect: { service: 'rtc', channel, uid },
  });
}
