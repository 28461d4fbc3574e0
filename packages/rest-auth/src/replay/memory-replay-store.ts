import { InvalidAuthOptionError, ReplayStoreFullError } from '../errors.js';
import type { ReplayStore } from './replay-store.js';

/** What `createMemoryReplayStore` takes. */
export interface MemoryReplayStoreOptions {
  /** The clock, Unix seconds. */
  readonly now: () => number;
  /** The most signatures that are remembered at a time, about 200 octets each. Default 100,000. */
  readonly maxEntries?: number | undefined;
}

const DEFAULT_MAX_ENTRIES = 100_000;
const OTHER_CLOCK = 'the clock of the replay store is not that of the verifier, or was set back';
const HOUR_SECONDS = 3600;

const hourOf = (at: number): number => Math.floor(at / HOUR_SECONDS);

/** Signatures by the second in which they end, so that what is over goes at once and nothing is searched. */
class MemoryReplayStore implements ReplayStore {
  readonly #now: () => number;
  readonly #maxEntries: number;
  readonly #keys = new Set<string>();
  readonly #keysByEnd = new Map<number, string[]>();
  #sweptAt = 0;
  /**
   * The latest end of signatures that are forgotten, in each hour: where a clock that goes back comes before one, nobody
   * can tell signatures from copies. By hours, because nothing is forgotten of those that a clock has jumped over.
   */
  readonly #forgottenUntil = new Map<number, number>();

  constructor(now: () => number, maxEntries: number) {
    this.#now = now;
    this.#maxEntries = maxEntries;
  }

  /**
   * Fails when it is full, since to forget a signature early would be to accept it twice, and where the clock was set back
   * to a time of which signatures are forgotten.
   */
  addIfAbsent(key: string, expiresAt: number): 'added' | 'present' {
    const now = this.#now();
    this.#forgetUntil(now);
    if (this.#keys.has(key)) return 'present';
    // Also where the clock gives no number.
    if (!(expiresAt > Math.max(now, this.#latestForgotten(expiresAt)))) {
      throw new InvalidAuthOptionError(OTHER_CLOCK);
    }
    if (this.#keys.size >= this.#maxEntries) throw new ReplayStoreFullError(this.#maxEntries);
    this.#keys.add(key);
    const sameEnd = this.#keysByEnd.get(expiresAt);
    if (sameEnd === undefined) this.#keysByEnd.set(expiresAt, [key]);
    else sameEnd.push(key);
    return 'added';
  }

  #forgetUntil(now: number): void {
    if (now === this.#sweptAt) return;
    this.#sweptAt = now;
    for (const [end, keys] of this.#keysByEnd) {
      if (!(end <= now)) continue;
      for (const key of keys) this.#keys.delete(key);
      this.#keysByEnd.delete(end);
      this.#forgottenUntil.set(hourOf(end), Math.max(end, this.#latestForgotten(end)));
    }
  }

  /** In the hour of that end; before what is accepted, as long as the clock goes on. */
  #latestForgotten(end: number): number {
    return this.#forgottenUntil.get(hourOf(end)) ?? 0;
  }
}

/**
 * A replay store for one process. When it is full it fails, and unsafe requests are answered with 503: forgetting a
 * signature early would be accepting it twice. It also fails where the clock was set back, for signatures of a time of
 * which it has forgotten some already; a clock that was ahead for a while does not stop those of the right time. Throws
 * `invalid_auth_option` for a number of entries below 1.
 */
export function createMemoryReplayStore({
  now,
  maxEntries = DEFAULT_MAX_ENTRIES,
}: MemoryReplayStoreOptions): ReplayStore {
  if (!Number.isInteger(maxEntries) || maxEntries < 1) {
    throw new InvalidAuthOptionError('maxEntries must be a whole number from 1 on');
  }
  return new MemoryReplayStore(now, maxEntries);
}
