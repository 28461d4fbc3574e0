import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { SystemSources } from '../domain/system-sources.js';
import type { LimitVerdict, RateLimiter } from './rate-limiter.js';

/** Whether limits are shared now; with the error that ended it. */
export type LimitsState =
  { readonly kind: 'degraded'; readonly cause: unknown } | { readonly kind: 'shared' };

/** What `RedisRateLimiter` takes. */
export interface RedisRateLimiterOptions {
  /** Its commands must fail soon where Redis does not answer: `connectRedis` makes one of that kind. */
  readonly redis: Redis;
  readonly now: SystemSources['now'];
  /** Counts while Redis is away: limits are then those of each process. */
  readonly fallback: RateLimiter;
  /** Told of each change. Must not throw. */
  readonly onState?: ((state: LimitsState) => void) | undefined;
}

const PREFIX = 'stagedoor:limit';
const MILLIS = 1000;
/** While Redis is away it is asked once in so many seconds, and requests wait for it no more often. */
const RETRY_SECONDS = 1;

/**
 * Limits that several processes share, in Redis, in windows of one second from the first request on. Without Redis it goes
 * on with `fallback`, and comes back by itself.
 */
export class RedisRateLimiter implements RateLimiter {
  readonly #options: RedisRateLimiterOptions;
  /** One for each limit: the library has the limit as a property of the counter. */
  readonly #counters = new Map<number, RateLimiterRedis>();
  /** Unix seconds, while Redis is away. */
  #retryAt: number | undefined;

  constructor(options: RedisRateLimiterOptions) {
    this.#options = options;
  }

  take(key: string, limitPerSecond: number): LimitVerdict | Promise<LimitVerdict> {
    const now = this.#options.now();
    if (this.#isToWait(now)) return this.#options.fallback.take(key, limitPerSecond);
    return this.#takeShared(key, limitPerSecond, now);
  }

  #isToWait(now: number): boolean {
    if (this.#retryAt === undefined || Math.abs(this.#retryAt - now) > RETRY_SECONDS) return false;
    if (now < this.#retryAt) return true;
    // Others go on without Redis while this one asks.
    this.#retryAt = now + RETRY_SECONDS;
    return false;
  }

  async #takeShared(key: string, limitPerSecond: number, now: number): Promise<LimitVerdict> {
    try {
      const counted = await this.#consume(key, limitPerSecond);
      this.#noteShared();
      const { consumedPoints, remainingPoints, msBeforeNext } = counted;
      return {
        allowed: consumedPoints <= limitPerSecond,
        limit: limitPerSecond,
        remaining: remainingPoints,
        resetAt: now + Math.max(Math.ceil(msBeforeNext / MILLIS), 1),
      };
    } catch (error) {
      this.#noteDegraded(error, now);
      return this.#options.fallback.take(key, limitPerSecond);
    }
  }

  /** The library throws what is over the limit. */
  async #consume(key: string, limitPerSecond: number): Promise<RateLimiterRes> {
    try {
      return await this.#counterOf(limitPerSecond).consume(key);
    } catch (error) {
      if (error instanceof RateLimiterRes) return error;
      throw error;
    }
  }

  #noteShared(): void {
    if (this.#retryAt === undefined) return;
    this.#retryAt = undefined;
    this.#options.onState?.({ kind: 'shared' });
  }

  #noteDegraded(cause: unknown, now: number): void {
    const wasShared = this.#retryAt === undefined;
    this.#retryAt = now + RETRY_SECONDS;
    if (wasShared) this.#options.onState?.({ kind: 'degraded', cause });
  }

  #counterOf(limitPerSecond: number): RateLimiterRedis {
    const known = this.#counters.get(limitPerSecond);
    if (known !== undefined) return known;
    const counter = new RateLimiterRedis({
      storeClient: this.#options.redis,
      keyPrefix: PREFIX,
      points: limitPerSecond,
      duration: 1,
      rejectIfRedisNotReady: true,
    });
    this.#counters.set(limitPerSecond, counter);
    return counter;
  }
}
