import { issueToken } from '@stagedoor/token';
import { expect } from 'vitest';
import { until } from '../../../packages/platform/test/until.js';
import type { ServerProcess } from './server-process.js';

const WRITERS = 3;
/** Of each kind of request, in each outage. */
const MIN_UNAVAILABLE = 3;
/** Nobody waits longer for an answer, whatever the database does. */
const MAX_ANSWER_MILLIS = 8000;

/** Nobody comes in there. */
export const BANNED = 'the banned channel';
const OPEN = 'the open channel';

/** A platform on PostgreSQL, and a server of it. */
export interface Platform {
  readonly server: ServerProcess;
  readonly authorization: string;
  readonly appId: string;
  readonly certificate: string;
}

/** What one request is answered when the database is there. */
interface Asked {
  readonly kind: string;
  readonly path: string;
  readonly body?: object;
  readonly authorization?: string;
  readonly status: number;
  /** Throws where the answer is not right. */
  readonly check?: (body: Readonly<Record<string, unknown>>) => void;
}

function expectLike(found: unknown, wanted: object): void {
  expect(found).toMatchObject(wanted);
}

function expectAll(wanted: readonly string[], found: ReadonlySet<string>): void {
  expect(wanted.filter((name) => !found.has(name))).toEqual([]);
}

/** Requests of all kinds, one after the other by each of several clients, on connections that are kept. */
export class Load {
  readonly #platform: Platform;
  readonly acknowledged: string[] = [];
  /** Answers that said that the database is away, by the kind of the request. */
  readonly #unavailable = new Map<string, number>();
  /** Successes since the last answer that said so. */
  #streak = 0;
  #isOver = false;
  #running: Promise<unknown> = Promise.resolve();
  #isWrong = false;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  start(): void {
    const writers = Array.from({ length: WRITERS }, (_, index) => this.#write(`writer-${index}`));
    const askers = this.#readers().map((ask) => this.#repeat(ask));
    this.#running = Promise.all([...writers, ...askers]);
    this.#running.catch(() => {
      this.#isWrong = true;
    });
  }

  /** Rejects with the first answer that was wrong. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  /** Waits for it under load, but not where an answer was wrong. */
  async until(isSo: () => boolean): Promise<void> {
    await until(() => this.#isWrong || isSo());
    if (this.#isWrong) await this.#running;
  }

  /** Whether all kinds of requests have met the outage. */
  get hasMetOutage(): boolean {
    const kinds = [...this.#readers().map((ask) => ask().kind), 'ban'];
    return kinds.every((kind) => (this.#unavailable.get(kind) ?? 0) >= MIN_UNAVAILABLE);
  }

  get streak(): number {
    return this.#streak;
  }

  forgetOutage(): void {
    this.#unavailable.clear();
  }

  /** What is asked over and over, with the one answer that is right. */
  #readers(): readonly (() => Asked)[] {
    const { appId } = this.#platform;
    return [
      () => ({
        kind: 'projects',
        path: '/dev/v1/projects',
        status: 200,
        check: ({ projects }) => expectLike(projects, [{ vendor_key: appId }]),
      }),
      () => {
        const before = [...this.acknowledged];
        return {
          kind: 'bans',
          path: `/dev/v1/kicking-rule?appid=${appId}`,
          status: 200,
          check: (body) => expectAll(before, namesIn(body)),
        };
      },
      () => this.#arrive('guest', BANNED, { admitted: false, code: 'kicked' }),
      () => this.#arrive('member', OPEN, { admitted: true }),
      () => ({
        kind: 'stranger',
        path: '/dev/v1/projects',
        authorization: `Basic ${btoa('somebody:something')}`,
        status: 401,
      }),
    ];
  }

  /** Somebody with a token for that channel. */
  #arrive(kind: string, channel: string, decision: object): Asked {
    const { appId, certificate } = this.#platform;
    const token = issueToken({
      appId,
      certificate,
      expiresInSeconds: 600,
      services: [{ service: 'rtc', channel, uid: 1234, role: 'publisher' }],
    });
    return {
      kind,
      path: '/stagedoor/v1/admissions',
      body: { appId, token, channel, uid: 1234 },
      status: 200,
      check: (body) => expectLike(body, decision),
    };
  }

  async #repeat(next: () => Asked): Promise<void> {
    while (!this.#isOver && !this.#isWrong) await this.#ask(next());
  }

  async #write(writer: string): Promise<void> {
    const { appId } = this.#platform;
    for (let count = 0; !this.#isOver && !this.#isWrong; count += 1) {
      const cname = `${writer} ${count}`;
      const asked = { kind: 'ban', path: '/dev/v1/kicking-rule', status: 200 };
      const isDone = await this.#ask({ ...asked, body: { appid: appId, cname, time: 1440 } });
      if (isDone) this.acknowledged.push(cname);
    }
  }

  /** Whether it was done. Throws where the answer is neither right nor says clearly that the database is away. */
  async #ask({ kind, path, body, authorization, status, check }: Asked): Promise<boolean> {
    const { server, authorization: own } = this.#platform;
    const response = await fetch(`${server.ready.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: authorization ?? own, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(MAX_ANSWER_MILLIS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Readonly<Record<string, unknown>>;
    if (response.status === 503) {
      expectUnavailable(response, answer);
      this.#unavailable.set(kind, (this.#unavailable.get(kind) ?? 0) + 1);
      this.#streak = 0;
      return false;
    }
    expectLike({ kind, status: response.status, answer }, { kind, status });
    check?.(answer);
    this.#streak += 1;
    return true;
  }
}

function expectUnavailable({ headers }: Response, body: object): void {
  expect(headers.get('x-stagedoor-error')).toBe('storage_unavailable');
  expect(headers.get('retry-after')).toBe('1');
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(body).toEqual({ message: 'Service unavailable', request_id: expect.any(String) });
}

/** The channels that the rules of a listing are about. */
export function namesIn({ rules }: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  return new Set((rules as readonly { readonly cname: string }[]).map(({ cname }) => cname));
}
