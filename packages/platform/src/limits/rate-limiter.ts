/** What is left of a limit. */
export interface LimitVerdict {
  readonly allowed: boolean;
  /** Of the window, which is one second. */
  readonly limit: number;
  readonly remaining: number;
  /** When the next window begins, Unix seconds. */
  readonly resetAt: number;
}

/** Counts requests. A port: in memory for one process, in Redis for several. */
export interface RateLimiter {
  /** Counts one request of `key`, of which so many may come in one second. Never fails. */
  take(key: string, limitPerSecond: number): LimitVerdict | Promise<LimitVerdict>;
}
