/** What is left of a limit. */
export interface TokenLimitVerdict {
  readonly allowed: boolean;
  /** When the next window begins, Unix seconds. */
  readonly resetAt: number;
}

/**
 * Counts requests. A port: in memory for one process (`MemoryTokenLimiter`), shared by several with the limiter of a
 * platform, which has the same shape.
 */
export interface TokenLimiter {
  /** Counts one request of `key`, of which so many may come in one second. Never fails. */
  take(key: string, limitPerSecond: number): TokenLimitVerdict | Promise<TokenLimitVerdict>;
}

/** How many requests may come in one second. */
export interface TokenLimits {
  /** Failures of one client address to prove who calls; an IPv6 address counts as its /64. Default 20. */
  readonly unprovenPerSecond?: number | undefined;
  /** Of one caller; of anonymous ones, from one client address. Default 100. */
  readonly perCallerPerSecond?: number | undefined;
  /** For one user of one project, whoever calls. Default 5. */
  readonly perUserPerSecond?: number | undefined;
}
