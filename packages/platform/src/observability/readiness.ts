/** Something that must answer for the server to be of use: a database, Redis. */
export interface ReadinessCheck {
  readonly name: string;
  /** Whether the server is of use without it. It is told of then, and no reason to send requests elsewhere. */
  readonly isOptional?: boolean;
  /** Rejects where it does not answer. */
  run(): Promise<unknown>;
}

/** How one check went. */
export interface CheckResult {
  readonly name: string;
  readonly status: 'ok' | 'failed';
}

/** Whether the server can be of use, as `/readyz` tells it: also where it is `degraded`, without an optional part. */
export interface ReadinessReport {
  readonly status: 'starting' | 'ready' | 'degraded' | 'not-ready' | 'stopping';
  readonly checks: readonly CheckResult[];
}

/** What readiness works with. */
export interface ReadinessOptions {
  /** Unix seconds. */
  readonly now: () => number;
  /** A signal that is aborted so many seconds from now. */
  readonly abortAfter: (limitSeconds: number) => AbortSignal;
}

/** A check that takes longer has failed. */
const CHECK_LIMIT_SECONDS = 2;

async function runCheck(check: ReadinessCheck, signal: AbortSignal): Promise<CheckResult> {
  const isOver = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  try {
    await Promise.race([check.run(), isOver]);
    return { name: check.name, status: 'ok' };
  } catch {
    return { name: check.name, status: 'failed' };
  }
}

/**
 * Whether the server can be of use. However many ask, its parts are asked once at a time and at most once a second: a
 * flood of questions does not become a flood at the database.
 */
export class Readiness {
  readonly #options: ReadinessOptions;
  #checks: readonly ReadinessCheck[] | undefined;
  #isStopping = false;
  #askedAt = -1;
  #answer: Promise<readonly CheckResult[]> | undefined;

  constructor(options: ReadinessOptions) {
    this.#options = options;
  }

  /** From now on it is, as long as these parts answer. */
  start(checks: readonly ReadinessCheck[]): void {
    this.#checks = checks;
  }

  /** From now on it is not, whatever its parts say. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Asks its parts. Never rejects. */
  async report(): Promise<ReadinessReport> {
    if (this.#isStopping) return { status: 'stopping', checks: [] };
    if (this.#checks === undefined) return { status: 'starting', checks: [] };
    const checks = await this.#ask(this.#checks);
    return { status: this.#judge(checks), checks };
  }

  #judge(results: readonly CheckResult[]): ReadinessReport['status'] {
    const failed = new Set(results.flatMap(({ name, status }) => (status === 'ok' ? [] : [name])));
    if (failed.size === 0) return 'ready';
    const isUsable = this.#checks?.every(
      ({ name, isOptional = false }) => isOptional || !failed.has(name),
    );
    return isUsable === true ? 'degraded' : 'not-ready';
  }

  #ask(checks: readonly ReadinessCheck[]): Promise<readonly CheckResult[]> {
    const { now, abortAfter } = this.#options;
    if (this.#answer !== undefined && this.#askedAt === now()) return this.#answer;
    this.#askedAt = now();
    const signal = abortAfter(CHECK_LIMIT_SECONDS);
    const answer = Promise.all(checks.map((check) => runCheck(check, signal)));
    this.#answer = answer;
    return answer;
  }
}
