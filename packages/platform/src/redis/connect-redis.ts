import { Redis, ReplyError } from 'ioredis';

/** How long things may take, in milliseconds. */
const CONNECT_MILLIS = 2000;
const COMMAND_MILLIS = 500;
/** A connection that is silent for so long while a command waits is given up. */
const SILENT_MILLIS = 5000;
const FIRST_RETRY_MILLIS = 50;
const MAX_RETRY_MILLIS = 2000;

/** Whether Redis answers. */
export type RedisState =
  | { readonly kind: 'ready' }
  /** It is tried again and again, until it is closed. */
  | { readonly kind: 'away'; readonly cause: unknown };

/** What `connectRedis` takes. */
export interface RedisOptions {
  /** `redis://` or `rediss://`, with the password if there is one. */
  readonly url: string;
  /** Told of each change. Must not throw. */
  readonly onState?: ((state: RedisState) => void) | undefined;
}

/**
 * A connection to Redis that never makes anybody wait: a command fails at once while Redis is away, and after half a second
 * where it does not answer. Gone, it is tried again for ever, at intervals up to two seconds.
 */
export class RedisConnection {
  readonly redis: Redis;
  readonly #onState: (state: RedisState) => void;
  #lastKind: RedisState['kind'] | undefined;
  #lastError: unknown;
  #isClosed = false;

  constructor({ url, onState }: RedisOptions) {
    this.#onState = onState ?? (() => undefined);
    this.redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_MILLIS,
      commandTimeout: COMMAND_MILLIS,
      socketTimeout: SILENT_MILLIS,
      retryStrategy: (times) => Math.min(times * FIRST_RETRY_MILLIS, MAX_RETRY_MILLIS),
      // After a failover the old address may be a replica.
      reconnectOnError: ({ message }) => message.startsWith('READONLY'),
    });
    this.redis.on('ready', () => this.#note({ kind: 'ready' }));
    // Without a listener it would end the process.
    this.redis.on('error', (error) => {
      this.#lastError = error;
      if (error instanceof ReplyError) this.#giveUp(error);
    });
    this.redis.on('close', () => this.#note({ kind: 'away', cause: this.#lastError }));
  }

  /** Whether commands can be sent now. */
  get isReady(): boolean {
    return this.redis.status === 'ready';
  }

  /** Begins to connect; resolves when it is connected, or when the first attempt has failed. */
  async open(): Promise<void> {
    try {
      await this.redis.connect();
    } catch (error) {
      this.#lastError = error;
    }
  }

  /** Asks for a sign of life. Throws where there is none. */
  async ping(): Promise<void> {
    await this.redis.ping();
  }

  /** Ends the connection, and all attempts. */
  close(): void {
    this.#isClosed = true;
    this.redis.disconnect();
  }

  /** Where Redis has no database of that number, it would go on in another one, which may be somebody else's. */
  #giveUp(cause: Error): void {
    this.#note({ kind: 'away', cause });
    this.redis.disconnect(true);
  }

  #note(state: RedisState): void {
    if (this.#isClosed || state.kind === this.#lastKind) return;
    this.#lastKind = state.kind;
    this.#onState(state);
  }
}

/** A connection, open if Redis is there; if not, it comes when Redis does. */
export async function connectRedis(options: RedisOptions): Promise<RedisConnection> {
  const connection = new RedisConnection(options);
  await connection.open();
  return connection;
}
