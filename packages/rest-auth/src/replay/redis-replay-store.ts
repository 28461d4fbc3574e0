import { sha256 } from '@stagedoor/token/sha256';
import { currentTime } from '../ambient.js';
import { encodeBase64 } from '../base64.js';
import { InvalidAuthOptionError } from '../errors.js';
import type { ReplayStore } from './replay-store.js';

/** What `createRedisReplayStore` takes. */
export interface RedisReplayStoreOptions {
  /**
   * Sends one command and gives its reply. With ioredis: `(...command) => redis.call(...command)`. With node-redis:
   * `(...command) => client.sendCommand(command)`.
   */
  readonly send: (...command: [name: string, ...parameters: string[]]) => Promise<unknown>;
  /** What every key begins with. Default `stagedoor:replay:`. */
  readonly prefix?: string | undefined;
  /** The clock of the verifier, Unix seconds. Default: that of the system. */
  readonly now?: (() => number) | undefined;
  /** How far the clocks of several verifiers may differ: a signature is kept for so much longer. Default 60. */
  readonly clockMarginSeconds?: number | undefined;
}

const DEFAULT_PREFIX = 'stagedoor:replay:';
const DEFAULT_CLOCK_MARGIN_SECONDS = 60;
const UTF8 = new TextEncoder();

/** The options, all of them given. */
interface FullOptions extends RedisReplayStoreOptions {
  readonly prefix: string;
  readonly now: () => number;
  readonly clockMarginSeconds: number;
}

/** Signatures as keys of Redis, which ends them itself. */
class RedisReplayStore implements ReplayStore {
  readonly #options: FullOptions;

  constructor(options: FullOptions) {
    this.#options = options;
  }

  async addIfAbsent(key: string, expiresAt: number): Promise<'added' | 'present'> {
    const { send, prefix } = this.#options;
    // Hashed, so that it has one length whatever a stranger's ID is, and no signature lies in Redis.
    const name = prefix + encodeBase64(sha256(UTF8.encode(key)));
    const reply = await send('SET', name, '1', 'NX', 'EX', String(this.#lifeSeconds(expiresAt)));
    if (reply === 'OK') return 'added';
    if (reply === null) return 'present';
    throw new InvalidAuthOptionError(
      'send must give the reply of Redis as it is, which for SET is OK or null; in a pipeline or transaction it is not',
    );
  }

  /**
   * A span, not an instant: Redis takes an instant by its own clock, and where that is ahead it would forget at once, say OK,
   * and let every copy pass.
   */
  #lifeSeconds(expiresAt: number): number {
    const { now, clockMarginSeconds } = this.#options;
    const remainingSeconds = expiresAt - now();
    if (remainingSeconds > 0) return Math.ceil(remainingSeconds + clockMarginSeconds);
    throw new InvalidAuthOptionError(
      'a signature that was just accepted is over by the clock of the replay store: give it the same now as the verifier',
    );
  }
}

/**
 * A replay store for several processes, in Redis: one atomic `SET ... NX EX`. Set the `maxmemory` policy of that Redis to
 * `noeviction`: a signature that is forgotten early is accepted twice, as it is where a failover loses the latest writes.
 * Throws `invalid_auth_option` for a margin below 0.
 */
export function createRedisReplayStore({
  send,
  prefix = DEFAULT_PREFIX,
  now = currentTime,
  clockMarginSeconds = DEFAULT_CLOCK_MARGIN_SECONDS,
}: RedisReplayStoreOptions): ReplayStore {
  if (!Number.isFinite(clockMarginSeconds) || clockMarginSeconds < 0) {
    throw new InvalidAuthOptionError('clockMarginSeconds must be a number of seconds, 0 or more');
  }
  return new RedisReplayStore({ send, prefix, now, clockMarginSeconds });
}
