import type { ReplayStore } from '@stagedoor/rest-auth';
import type { SystemSources } from '../domain/system-sources.js';
import { MemoryRateLimiter } from '../limits/memory-rate-limiter.js';
import type { RateLimiter } from '../limits/rate-limiter.js';
import { type LimitsState, RedisRateLimiter } from '../limits/redis-rate-limiter.js';
import type { RedisConnection } from './connect-redis.js';
import { SharedReplayStore } from './shared-replay-store.js';

/** What several processes share through Redis. */
export interface SharedStores {
  /** Goes on without Redis, with limits of each process. */
  readonly limiter: RateLimiter;
  /** Fails without Redis, and with it every request that needs it: a request that was seen must not pass twice. */
  readonly replay: ReplayStore;
}

/** What `createSharedStores` takes beside the connection. */
export interface SharedStoresOptions {
  readonly sources: Pick<SystemSources, 'now'>;
  /** How far a signed date may be from the clock: that of the profile. */
  readonly windowSeconds: number;
  /** Told when limits are no longer shared, and when they are again. Must not throw. */
  readonly onLimitsState?: ((state: LimitsState) => void) | undefined;
}

/** Limits and replay memory of all processes that are connected to that Redis. */
export function createSharedStores(
  { redis }: RedisConnection,
  { sources, windowSeconds, onLimitsState }: SharedStoresOptions,
): SharedStores {
  const { now } = sources;
  const fallback = new MemoryRateLimiter(sources);
  return {
    limiter: new RedisRateLimiter({ redis, now, fallback, onState: onLimitsState }),
    replay: new SharedReplayStore({ redis, now, windowSeconds }),
  };
}
