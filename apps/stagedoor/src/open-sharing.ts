import {
  connectRedis,
  createSharedStores,
  type GaugeSource,
  type LimitsState,
  MemoryRateLimiter,
  ProcessReplayStore,
  type RateLimiter,
  type ReadinessCheck,
  type RedisConnection,
  type RedisState,
  type SystemSources,
} from '@stagedoor/platform';
import type { ReplayStore } from '@stagedoor/rest-auth';
import type { ServerWatch } from './server-watch.js';

/** Where requests are counted and signatures remembered. */
export interface Sharing {
  readonly limiter: RateLimiter;
  readonly replay: ReplayStore;
  /** What must answer, as far as there is anything. */
  readonly checks: readonly ReadinessCheck[];
  /** Numbers for metrics. */
  readonly gauges: readonly GaugeSource[];
  close(): void;
}

/** What `openSharing` takes. */
export interface SharingOptions {
  /** The URL of the Redis that several processes share; without it, each is for itself. */
  readonly redis: string | undefined;
  readonly sources: SystemSources;
  /** How far a signed date may be from the clock. */
  readonly windowSeconds: number;
  readonly watch: ServerWatch;
}

/** Tells how Redis is, but not that it is there from the first. */
function redisTeller(watch: ServerWatch): (state: RedisState) => void {
  let wasAway = false;
  return (state) => {
    if (state.kind === 'away') {
      wasAway = true;
      watch.count('redis_away');
      watch.fail(
        'Redis is away: signed requests that must come only once are refused',
        state.cause,
      );
    } else if (wasAway) {
      watch.count('redis_back');
      watch.note('Redis is back');
    }
  };
}

/** Tells how limits are; of a Redis that is away it has been told why. */
function limitsTeller(
  watch: ServerWatch,
  connection: RedisConnection,
): (state: LimitsState) => void {
  return (state) => {
    if (state.kind === 'shared') {
      watch.count('limits_shared');
      watch.note('limits are shared again');
      return;
    }
    watch.count('limits_degraded');
    const what = 'limits are those of each process now';
    if (connection.isReady) watch.fail(what, state.cause);
    else watch.note(what);
  };
}

function checkOf(connection: RedisConnection): ReadinessCheck {
  return { name: 'redis', isOptional: true, run: () => connection.ping() };
}

function gaugeOf(connection: RedisConnection): GaugeSource {
  return {
    name: 'redis_connected',
    help: 'Whether this process has a connection to Redis, 1 or 0',
    read: () => new Map([['', connection.isReady ? 1 : 0]]),
  };
}

/** Connects to Redis where there is one to be. It may come later: nobody waits for it. */
export async function openSharing(options: SharingOptions): Promise<Sharing> {
  const { redis, sources, windowSeconds, watch } = options;
  if (redis === undefined) {
    return {
      limiter: new MemoryRateLimiter(sources),
      replay: new ProcessReplayStore({ now: sources.now, windowSeconds }),
      checks: [],
      gauges: [],
      close: () => {},
    };
  }
  const connection = await connectRedis({ url: redis, onState: redisTeller(watch) });
  const onLimitsState = limitsTeller(watch, connection);
  return {
    ...createSharedStores(connection, { sources, windowSeconds, onLimitsState }),
    checks: [checkOf(connection)],
    gauges: [gaugeOf(connection)],
    close: () => connection.close(),
  };
}
