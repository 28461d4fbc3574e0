import { inspectToken, type TokenService } from '@stagedoor/token';
import type { Caller } from '../src/callers/caller.js';
import type { GrantPorts } from '../src/issue/grant-tokens.js';
import { RequestLimits } from '../src/limits/request-limits.js';
import { OPEN_POLICY } from '../src/policy/open-policy.js';
import type { Policy, PolicyQuestion } from '../src/policy/policy.js';
import { serveProject } from '../src/projects/serve-project.js';
import { ALL_ROUTES } from '../src/routes/route-families.js';
import { TokenServer, type TokenServerOptions } from '../src/token-server.js';

/** The project of the tests. */
export const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
/** Its certificate. */
export const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
/** When the tests are, Unix seconds. */
export const NOW = 1_700_000_000;

/** Who calls in the tests. */
export const CALLER: Caller = { kind: 'test', id: 'caller-1', scopes: [], claims: {} };

const NO_LIMIT = {
  unprovenPerSecond: 1e9,
  perCallerPerSecond: 1e9,
  perUserPerSecond: 1e9,
} as const;

/** One request, as it arrives. */
export interface SentRequest {
  readonly method: string;
  readonly target: string;
  readonly body?: string | Uint8Array | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** One answer, and what the policy was asked on the way to it. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The stable code of a refusal. */
  readonly code: string | undefined;
  readonly questions: readonly PolicyQuestion[];
  /** What the tokens in the answer carry, in the order of the answer. */
  readonly opened: readonly (readonly TokenService[])[];
}

/** A version, and the first bytes that every packed token has. */
const TOKEN = /007eJ[\w+/=]*/g;

/** What all the tokens in a text carry. */
const openAll = (text: string): readonly (readonly TokenService[])[] =>
  (text.match(TOKEN) ?? []).map((token) => inspectToken(token).services);

/** Sends requests to a whole server, and keeps what its policy is asked. */
export class RecordingServer {
  readonly #server: TokenServer;
  #questions: PolicyQuestion[] = [];

  constructor(
    policy: Policy = OPEN_POLICY,
    options: Partial<Omit<TokenServerOptions, 'policy'>> = {},
  ) {
    const recording: Policy = {
      decide: (question) => {
        this.#questions.push(question);
        return policy.decide(question);
      },
    };
    this.#server = new TokenServer({
      projects: serveProject({ appId: APP_ID, certificates: [CERTIFICATE] }),
      callers: [{ challenge: 'Bearer', authenticate: () => CALLER }],
      routes: ALL_ROUTES,
      now: () => NOW,
      limits: NO_LIMIT,
      ...options,
      policy: () => recording,
    });
  }

  async send({ method, target, body = '', headers = {} }: SentRequest): Promise<RecordedAnswer> {
    this.#questions = [];
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    const answer = await this.#server.answer({
      method,
      target,
      clientAddress: '192.0.2.1',
      header: (name) => headers[name],
      readBody: async () => bytes,
    });
    return {
      status: answer.status,
      headers: answer.headers,
      text: answer.body,
      code: answer.headers['x-stagedoor-error'],
      questions: this.#questions,
      opened: openAll(answer.body),
    };
  }

  /** A POST with a JSON body. */
  async post(target: string, body: object | string | Uint8Array): Promise<RecordedAnswer> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    return this.send({
      method: 'POST',
      target,
      body: isRaw ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  }

  async get(target: string): Promise<RecordedAnswer> {
    return this.send({ method: 'GET', target });
  }
}

/** What grants are made with, where no server is needed. */
export function createPorts(ports: Partial<GrantPorts> = {}): GrantPorts {
  const now = (): number => NOW;
  const limiter = { take: () => ({ allowed: true, resetAt: NOW + 1 }) };
  return {
    projects: serveProject({ appId: APP_ID, certificates: [CERTIFICATE] }),
    policy: () => OPEN_POLICY,
    uids: { findUid: () => 7 },
    limits: new RequestLimits({ limiter, limits: NO_LIMIT, now }),
    now,
    ...ports,
  };
}
