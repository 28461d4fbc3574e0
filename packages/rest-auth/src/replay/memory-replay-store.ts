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
const OTHER_CLOCK =
  'a signature that was just accepted is over by the clock of the replay store: give it the same now as the verifier';

/** Signatures by the second in which they end, so that what is over goes at once and nothing is searched. */
class MemoryReplayStore implements ReplayStore {
  readonly #now: () => number;
  readonly #maxEntries: number;
  readonly #keys = new Set<string>();
  readonly #keysByEnd = new Map<number, string[]>();
  #sweptUntil = 0;

  constructor(now: () => number, maxEntries: number) {
    this.#now = now;
    this.#maxEntries = maxEntries;
  }

  /** Fails when it is full: to forget a signature early would be to accept it twice. */
  async addIfAbsent(key: string, expiresAt: number): Promise<'added' | 'present'> {
    // Never back: what was forgotten must stay over.
    const now = Math.max(this.#now(), this.#sweptUntil);
    // Also where the clock gives no number.
    if (!(expiresAt > now)) throw new InvalidAuthOptionError(OTHER_CLOCK);
    this.#forgetUntil(now);
    if (this.#keys.has(key)) return 'present';
    if (this.#keys.size >= this.#maxEntries) throw new ReplayStoreFullError(this.#maxEntries);
    this.#keys.add(key);
    const sameEnd = this.#keysByEnd.get(expiresAt);
    if (sameEnd === undefined) this.#keysByEnd.set(expiresAt, [key]);
    else sameEnd.push(key);
    return Promise.resolve('added');
  }

  #forgetUntil(now: number): void {
    if (now === this.#sweptUntil) return;
    this.#sweptUntil = now;
    for (const [end, keys] of this.#keysByEnd) {
      if (end > now) continue;
      for (const key of keys) this.#keys.delete(key);
      this.#keysByEnd.delete(end);
    }
  }
}

/**
 * A replay store for one process. When it is full it fails, and unsafe requests are answered with 503: forgetting a
 * signature early would be accepting it twice. Throws `invalid_auth_option` for a number of entries below 1.
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
