import {
  createMemoryReplayStore,
  type ReplayStore,
  ReplayStoreFullError,
} from '@stagedoor/rest-auth';
import { checkSignedSince } from './check-signed-since.js';

/** About 200 octets each. */
const MAX_ENTRIES = 1_200_000;
/** As many as one customer can send in five minutes at 1000 in a second. */
const MAX_ENTRIES_OF_CUSTOMER = 330_000;

/** What `ProcessReplayStore` takes. */
export interface ProcessReplayStoreOptions {
  /** Unix seconds. */
  readonly now: () => number;
  /** How far a signed date may be from the clock: that of the profile. */
  readonly windowSeconds: number;
  /** Signatures that are remembered at a time. */
  readonly maxEntries?: number;
  /** Those of one customer. */
  readonly maxEntriesOfCustomer?: number;
}

/** Of a key as verifiers make it: the customer ID, NUL, and the signature. */
const customerOf = (key: string): string => key.split('\0', 1)[0] ?? '';

/**
 * The replay memory of a process that shares it with no other one. No customer can take the room of the others. What was
 * signed before the process began may have been accepted by the one before it, whose memory is gone: it is refused.
 */
export class ProcessReplayStore implements ReplayStore {
  readonly #options: ProcessReplayStoreOptions;
  readonly #signatures: ReplayStore;
  readonly #maxEntriesOfCustomer: number;
  /** Unix seconds. */
  readonly #startedAt: number;
  readonly #counts = new Map<string, number>();
  /** How many of each customer end in that second, Unix seconds. */
  readonly #endings = new Map<number, Map<string, number>>();
  #sweptAt = 0;

  constructor(options: ProcessReplayStoreOptions) {
    const { now, maxEntries = MAX_ENTRIES, maxEntriesOfCustomer } = options;
    this.#options = options;
    this.#signatures = createMemoryReplayStore({ now, maxEntries });
    this.#maxEntriesOfCustomer = maxEntriesOfCustomer ?? MAX_ENTRIES_OF_CUSTOMER;
    this.#startedAt = now();
  }

  /** Throws `signed_before_start` and `replay_store_full`. */
  async addIfAbsent(key: string, expiresAt: number): Promise<'added' | 'present'> {
    const { windowSeconds } = this.#options;
    checkSignedSince(this.#startedAt, { expiresAt, windowSeconds });
    this.#forgetEnded();
    const customerId = customerOf(key);
    const count = this.#counts.get(customerId) ?? 0;
    if (count >= this.#maxEntriesOfCustomer) {
      throw new ReplayStoreFullError(this.#maxEntriesOfCustomer);
    }
    // Before it is waited for, so that many at once are not more than one after the other.
    this.#counts.set(customerId, count + 1);
    let outcome: 'added' | 'present' = 'present';
    try {
      outcome = await this.#signatures.addIfAbsent(key, expiresAt);
    } finally {
      if (outcome === 'added') this.#endLater(customerId, expiresAt);
      else this.#uncount(customerId, 1);
    }
    return outcome;
  }

  #endLater(customerId: string, expiresAt: number): void {
    const ending = this.#endings.get(expiresAt) ?? new Map<string, number>();
    this.#endings.set(expiresAt, ending.set(customerId, (ending.get(customerId) ?? 0) + 1));
  }

  #forgetEnded(): void {
    const now = this.#options.now();
    if (now === this.#sweptAt) return;
    this.#sweptAt = now;
    for (const [endsAt, ending] of this.#endings) {
      if (endsAt > now) continue;
      this.#endings.delete(endsAt);
      for (const [customerId, count] of ending) this.#uncount(customerId, count);
    }
  }

  #uncount(customerId: string, count: number): void {
    const left = (this.#counts.get(customerId) ?? 0) - count;
    if (left > 0) this.#counts.set(customerId, left);
    else this.#counts.delete(customerId);
  }
}
