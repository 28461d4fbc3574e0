import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { LimitVerdict, RateLimiter } from './rate-limiter.js';

/** Limits of one process, in windows of one second. */
export class MemoryRateLimiter implements RateLimiter {
  /** One for each limit: the library has the limit as a property of the counter. */
  readonly #counters = new Map<number, RateLimiterMemory>();

  async take(key: string, limitPerSecond: number): Promise<LimitVerdict> {
    try {
      return toVerdict(await this.#counterOf(limitPerSecond).consume(key), limitPerSecond, true);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return toVerdict(error, limitPerSecond, false);
    }
  }

  #counterOf(limitPerSecond: number): RateLimiterMemory {
    const known = this.#counters.get(limitPerSecond);
    if (known !== undefined) return known;
    const counter = new RateLimiterMemory({ points: limitPerSecond, duration: 1 });
    this.#counters.set(limitPerSecond, counter);
    return counter;
  }
}

const toVerdict = (
  { remainingPoints, msBeforeNext }: RateLimiterRes,
  limit: number,
  allowed: boolean,
): LimitVerdict => ({ allowed, limit, remaining: remainingPoints, resetMillis: msBeforeNext });
