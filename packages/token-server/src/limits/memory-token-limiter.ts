import type { TokenLimiter, TokenLimitVerdict } from './token-limits.js';

/**
 * Limits of one process, in windows that are the seconds of the clock. With each of them all counts begin anew, so that
 * what is kept never grows beyond the requests of one second.
 */
export class MemoryTokenLimiter implements TokenLimiter {
  readonly #now: () => number;
  readonly #counts = new Map<string, number>();
  #second = 0;

  /** `now`: Unix seconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  take(key: string, limitPerSecond: number): TokenLimitVerdict {
    const now = this.#now();
    // Also where the clock was set back.
    if (now !== this.#second) {
      this.#second = now;
      this.#counts.clear();
    }
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return { allowed: count <= limitPerSecond, resetAt: now + 1 };
  }
}
