import type { ReplayStore } from '@stagedoor/rest-auth';
import { createRedisReplayStore } from '@stagedoor/rest-auth/redis';
import type { Redis } from 'ioredis';
import { checkSignedSince } from '../limits/check-signed-since.js';

/** What `SharedReplayStore` takes. */
export interface SharedReplayStoreOptions {
  readonly redis: Redis;
  /** Unix seconds. */
  readonly now: () => number;
  /** How far a signed date may be from the clock: that of the profile. */
  readonly windowSeconds: number;
}

/** Since when the memory is whole, Unix seconds. It never ends, so that it is gone only where all is gone. */
const SINCE_KEY = 'stagedoor:replay-since';

/**
 * The replay memory that several processes share in Redis. A Redis that was restarted may have forgotten all of it: what
 * was signed before it began anew is refused then.
 */
export class SharedReplayStore implements ReplayStore {
  readonly #options: SharedReplayStoreOptions;
  readonly #signatures: ReplayStore;
  /** Of the connection that there is now. */
  #since: Promise<number> | undefined;

  constructor(options: SharedReplayStoreOptions) {
    const { redis, now } = options;
    this.#options = options;
    this.#signatures = createRedisReplayStore({
      send: (...command) => redis.call(...command),
      now,
    });
    redis.on('ready', () => void this.#begin());
    redis.on('close', () => {
      this.#since = undefined;
    });
    if (redis.status === 'ready') void this.#begin();
  }

  /** Throws `signed_before_start`, and what Redis throws. */
  async addIfAbsent(key: string, expiresAt: number): Promise<'added' | 'present'> {
    const { windowSeconds } = this.#options;
    checkSignedSince(await (this.#since ?? this.#begin()), { expiresAt, windowSeconds });
    return this.#signatures.addIfAbsent(key, expiresAt);
  }

  /** Before anybody signs a request for this connection, so that none of them is refused. */
  #begin(): Promise<number> {
    const since = this.#readSince();
    this.#since = since;
    since.catch(() => {
      if (this.#since === since) this.#since = undefined;
    });
    return since;
  }

  async #readSince(): Promise<number> {
    const { redis, now } = this.#options;
    await redis.set(SINCE_KEY, String(now()), 'NX');
    const since = await redis.get(SINCE_KEY);
    return since === null ? now() : Number(since);
  }
}
