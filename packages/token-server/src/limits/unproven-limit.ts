import { TokenRequestError, TooManyTokenRequestsError } from '../errors.js';
import { addressBlockOf } from './address-block.js';
import type { TokenLimiter } from './token-limits.js';

/** What `UnprovenLimit` takes. */
export interface UnprovenLimitOptions {
  readonly limiter: TokenLimiter;
  /** Unix seconds. */
  readonly now: () => number;
  /** So many failures of one address are looked at in one second. */
  readonly limitPerSecond: number;
}

/** The attempts of one block of addresses that are under way. */
interface Attempts {
  count: number;
  /** Called in their order. */
  readonly waiting: (() => void)[];
}

/** No verdict holds for longer: a clock that was set back must not lock anybody out. */
const MAX_WAIT_SECONDS = 2;

const isUnproven = (error: unknown): boolean =>
  error instanceof TokenRequestError && error.status === 401;

/**
 * How often an address may fail to prove who calls. Who has failed too often is refused before any credential is looked at,
 * so that a flood of wrong ones costs no verification.
 */
export class UnprovenLimit {
  readonly #options: UnprovenLimitOptions;
  /** The blocks that have failed too often, and until when that holds. */
  readonly #spent = new Map<string, number>();
  readonly #attempts = new Map<string, Attempts>();

  constructor(options: UnprovenLimitOptions) {
    this.#options = options;
  }

  /**
   * Lets `prove` look at the credential. What it throws with status 401 counts against the address; an address that is not
   * known counts nothing, as all strangers would then be one. Throws what `prove` throws, and `too_many_token_requests`.
   */
  async attempt<T>(address: string | undefined, prove: () => T | Promise<T>): Promise<T> {
    if (address === undefined) return prove();
    const block = addressBlockOf(address);
    await this.#begin(block);
    try {
      this.#refuseSpent(block);
      return await prove();
    } catch (error) {
      if (isUnproven(error)) await this.#count(block);
      throw error;
    } finally {
      this.#end(block);
    }
  }

  #refuseSpent(block: string): void {
    const resetAt = this.#spent.get(block);
    if (resetAt === undefined) return;
    const wait = resetAt - this.#options.now();
    if (wait > 0 && wait <= MAX_WAIT_SECONDS) throw this.#refusal(wait);
    this.#spent.delete(block);
  }

  /** So that what is sent all at once is not verified all at once, before any failure is counted. */
  #begin(block: string): Promise<void> | undefined {
    const attempts = this.#attempts.get(block);
    if (attempts === undefined) {
      this.#attempts.set(block, { count: 1, waiting: [] });
      return undefined;
    }
    if (attempts.count < this.#options.limitPerSecond) {
      attempts.count += 1;
      return undefined;
    }
    return new Promise((resolve) => {
      attempts.waiting.push(resolve);
    });
  }

  #end(block: string): void {
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

  async #count(block: string): Promise<void> {
    const { limiter, limitPerSecond, now } = this.#options;
    const { allowed, resetAt } = await limiter.take(`unproven\0${block}`, limitPerSecond);
    if (allowed) return;
    this.#forgetOver();
    this.#spent.set(block, resetAt);
    throw this.#refusal(Math.max(resetAt - now(), 1));
  }

  #forgetOver(): void {
    const now = this.#options.now();
    for (const [block, resetAt] of this.#spent) {
      if (resetAt <= now) this.#spent.delete(block);
    }
  }

  #refusal(waitSeconds: number): TooManyTokenRequestsError {
    const { limitPerSecond } = this.#options;
    return new TooManyTokenRequestsError(
      `this client address failed more than ${limitPerSecond} times in a second to prove who calls`,
      waitSeconds,
    );
  }
}
