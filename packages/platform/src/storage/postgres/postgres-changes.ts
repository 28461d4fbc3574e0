import { type RawBuilder, sql } from 'kysely';
import { Client, type ClientConfig } from 'pg';
import type { Timers } from '../../domain/timers.js';
import type { ChangeFeed, ChangeListener, Connection } from '../database.js';

const CHANNEL = 'stagedoor_changes';
/** The first key of advisory locks of organizations: `stgd` as a number, so that they meet no lock of another program. */
const LOCK_CLASS = 0x73_74_67_64;
const FIRST_RETRY_MILLIS = 100;
const MAX_RETRY_MILLIS = 5000;
/** A connection that was cut somewhere on the way says nothing: it is asked. Until then changes may go unheard. */
const PING_MILLIS = 3000;
const ANSWER_LIMIT_MILLIS = 3000;

/** Tells every process that anything may have changed. In a transaction. */
export const ANNOUNCE_ALL: RawBuilder<unknown> = sql`select pg_notify(${CHANNEL}, '')`;

/** What a listener takes. */
export interface ChangeListenerOptions {
  readonly config: ClientConfig;
  /** Without them it never listens, and what is kept in memory is never taken for current. */
  readonly timers: Timers | undefined;
}

/**
 * Hears of changes by `LISTEN` on a connection of its own, and connects again by itself when that is lost. At both ends of
 * a time without it, listeners are told that any organization may have changed.
 */
export class PostgresChanges implements ChangeFeed {
  readonly #config: ClientConfig;
  readonly #timers: Timers | undefined;
  readonly #listeners = new Set<ChangeListener>();
  #client: Client | undefined;
  /** Who announces, so that its own announcements are not taken for those of others. */
  #senderId = '';
  #isComplete = false;
  #isStopped = false;
  #retryMillis = FIRST_RETRY_MILLIS;
  #cancelTimer: () => void = () => {};

  constructor({ config, timers }: ChangeListenerOptions) {
    this.#config = config;
    this.#timers = timers;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  async announce(transaction: Connection, organizationId: string): Promise<void> {
    await sql`select
      pg_advisory_xact_lock(${LOCK_CLASS}::int, hashtext(${organizationId})),
      pg_notify(${CHANNEL}, ${`${this.#senderId} ${organizationId}`})`.execute(transaction);
  }

  onChange(listener: ChangeListener): void {
    this.#listeners.add(listener);
  }

  /** Begins to listen; resolves after the first attempt, done or not. */
  async start(): Promise<void> {
    if (this.#timers === undefined || this.#isStopped) return;
    const client = new Client({
      ...this.#config,
      connectionTimeoutMillis: ANSWER_LIMIT_MILLIS,
      query_timeout: ANSWER_LIMIT_MILLIS,
      keepAlive: true,
    });
    this.#client = client;
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    client.on('notification', ({ payload = '' }) => this.#hear(payload));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      await this.#chooseSenderId(client);
      this.#becomeComplete(client);
    } catch {
      this.#lose(client);
    }
  }

  /** Listens no more. */
  stop(): void {
    this.#isStopped = true;
    if (this.#client !== undefined) this.#lose(this.#client);
  }

  async #chooseSenderId(client: Client): Promise<void> {
    if (this.#senderId !== '') return;
    const { rows } = await client.query<{ id: string }>('select gen_random_uuid()::text as id');
    this.#senderId = rows[0]?.id ?? '';
  }

  #becomeComplete(client: Client): void {
    if (client !== this.#client) return;
    this.#retryMillis = FIRST_RETRY_MILLIS;
    // What changed in between was not heard.
    this.#tell(undefined);
    this.#isComplete = true;
    this.#pingLater(client);
  }

  #pingLater(client: Client): void {
    this.#setTimer(PING_MILLIS, () => {
      client.query('select 1').then(
        () => (client === this.#client ? this.#pingLater(client) : undefined),
        () => this.#lose(client),
      );
    });
  }

  #lose(client: Client): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    client.end().catch(() => {});
    if (this.#isComplete) {
      this.#isComplete = false;
      this.#tell(undefined);
    }
    if (this.#isStopped) {
      this.#cancelTimer();
      return;
    }
    this.#setTimer(this.#retryMillis, () => void this.start());
    this.#retryMillis = Math.min(this.#retryMillis * 2, MAX_RETRY_MILLIS);
  }

  #setTimer(delayMillis: number, task: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#timers?.after(delayMillis, task) ?? (() => {});
  }

  #hear(payload: string): void {
    const [senderId = '', ...rest] = payload.split(' ');
    if (senderId !== '' && senderId === this.#senderId) return;
    const organizationId = rest.join(' ');
    this.#tell(organizationId === '' ? undefined : organizationId);
  }

  #tell(organizationId: string | undefined): void {
    for (const listener of this.#listeners) listener(organizationId);
  }
}
