import type { SystemSources } from '../domain/system-sources.js';
import { addressBlockOf } from './address-block.js';
import type { LimitVerdict, RateLimiter } from './rate-limiter.js';

/** What `FailureBudget` takes. */
export interface FailureBudgetOptions {
  readonly limiter: RateLimiter;
  readonly now: SystemSources['now'];
  /** Failed authentications of one address in one second. */
  readonly failuresPerSecond: number;
}

/** What is under way of one block of addresses. */
interface Attempts {
  count: number;
  /** Called in their order. */
  readonly waiting: (() => void)[];
}

/** No verdict holds for longer. */
const MAX_WAIT_SECONDS = 2;

/**
 * How often an address may fail to authenticate. Whoever has failed too often is refused before any credential is looked
 * at, whatever it is, so that guessing costs nothing here and counts against no customer.
 */
export class FailureBudget {
  readonly #options: FailureBudgetOptions;
  /** The addresses that have failed too often, with the verdict that said so. */
  readonly #spent = new Map<string, LimitVerdict>();
  /** Unix seconds. */
  #sweptAt = 0;
  readonly #attempts = new Map<string, Attempts>();

  constructor(options: FailureBudgetOptions) {
    this.#options = options;
  }

  /** The verdict that holds against the address until its `resetAt`; undefined where it may try. */
  spentBy(address: string): LimitVerdict | undefined {
    if (this.#spent.size === 0) return undefined;
    const block = addressBlockOf(address);
    const verdict = this.#spent.get(block);
    if (verdict === undefined || !this.#isOver(verdict)) return verdict;
    this.#spent.delete(block);
    return undefined;
  }

  /**
   * Begins an attempt of the address. Undefined where it may go on at once; else it waits until another one of the same
   * address is over, so that what is sent all at once is not tried all at once, before any failure is counted.
   */
  begin(address: string): Promise<void> | undefined {
    const block = addressBlockOf(address);
    const attempts = this.#attempts.get(block);
    if (attempts === undefined) {
      this.#attempts.set(block, { count: 1, waiting: [] });
      return undefined;
    }
    if (attempts.count < this.#options.failuresPerSecond) {
      attempts.count += 1;
      return undefined;
    }
    return new Promise((resolve) => {
      attempts.waiting.push(resolve);
    });
  }

  /** Ends an attempt, whatever came of it. */
  end(address: string): void {
    const block = addressBlockOf(address);
    const attempts = this.#attempts.get(block);
    if (attempts === undefined) return;
    const next = attempts.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    attempts.count -= 1;
    if (attempts.count === 0) this.#attempts.delete(block);
  }

  /** Counts a failure. */
  async note(address: string): Promise<void> {
    const { limiter, failuresPerSecond } = this.#options;
    const block = addressBlockOf(address);
    const verdict = await limiter.take(`failures/${block}`, failuresPerSecond);
    if (verdict.remaining > 0) return;
    this.#forgetOver();
    this.#spent.set(block, { ...verdict, allowed: false });
  }

  /** A clock that was set back must not lock anybody out for longer. */
  #isOver({ resetAt }: LimitVerdict): boolean {
    const now = this.#options.now();
    return now >= resetAt || resetAt - now > MAX_WAIT_SECONDS;
  }

  #forgetOver(): void {
    const now = this.#options.now();
    if (now === this.#sweptAt) return;
    this.#sweptAt = now;
    for (const [block, verdict] of this.#spent) {
      if (this.#isOver(verdict)) this.#spent.delete(block);
    }
  }
}
