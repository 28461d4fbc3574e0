import type { SystemSources } from '../domain/system-sources.js';
import type { LimitVerdict, RateLimiter } from './rate-limiter.js';

/**
 * Limits of one process, in windows that are the seconds of the clock. With each of them all counts begin anew, so that
 * what is kept never grows beyond the requests of one second.
 */
export class MemoryRateLimiter implements RateLimiter {
  readonly #now: SystemSources['now'];
  readonly #counts = new Map<string, number>();
  #second = 0;

  constructor({ now }: Pick<SystemSources, 'now'>) {
    this.#now = now;
  }

  take(key: string, limitPerSecond: number): LimitVerdict {
    const now = this.#now();
    // Also where the clock was set back.
    if (now !== this.#second) this.#begin(now);
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return {
      allowed: count <= limitPerSecond,
      limit: limitPerSecond,
      remaining: Math.max(limitPerSecond - count, 0),
      resetAt: now + 1,
    };
  }

  #begin(second: number): void {
    this.#second = second;
    this.#counts.clear();
  }
}
