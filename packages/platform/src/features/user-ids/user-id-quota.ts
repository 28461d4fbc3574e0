import { TooManyUserIdsError } from './errors.js';
import type { UserIdStore } from './user-id-store.js';

/** Projects of which it is remembered how many more names they may have. */
const MAX_PROJECTS = 10_000;
/** While a project is full, its names are counted no more often. */
const RECOUNT_SECONDS = 60;
/** The part of what is left that is given out before names are counted again: other servers give out as well. */
const SHARE = 8;

/** What a quota works with. */
export interface UserIdQuotaOptions {
  readonly maxUserIds: number;
  /** Unix seconds. */
  readonly now: () => number;
}

interface Allowance {
  /** How many more names may be given a uid before they are counted again. */
  readonly left: number;
  readonly countedAt: number;
  /** Whether all uids of the quota were given when they were counted. */
  readonly isFull: boolean;
}

/**
 * Bounds how many names of a project have a uid. Counting them takes a while where there are many, so it is done seldom:
 * the last of them may be a few too many where several servers give them out at the same time.
 */
export class UserIdQuota {
  readonly #store: Pick<UserIdStore, 'count'>;
  readonly #options: UserIdQuotaOptions;
  readonly #allowances = new Map<string, Allowance>();
  readonly #counting = new Map<string, Promise<Allowance>>();

  constructor(store: Pick<UserIdStore, 'count'>, options: UserIdQuotaOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** Takes one name of what the project may have. Throws `too_many_user_ids` and `storage_unavailable`. */
  async take(appId: string): Promise<void> {
    for (;;) {
      const allowance = this.#current(appId) ?? (await this.#countOnce(appId));
      if (allowance.isFull) throw new TooManyUserIdsError(this.#options.maxUserIds);
      if (this.#takeOne(appId)) return;
    }
  }

  /** What was counted, while it can still be used. */
  #current(appId: string): Allowance | undefined {
    const known = this.#allowances.get(appId);
    if (known === undefined || known.left > 0) return known;
    const isRecent = Math.abs(this.#options.now() - known.countedAt) < RECOUNT_SECONDS;
    return known.isFull && isRecent ? known : undefined;
  }

  #takeOne(appId: string): boolean {
    const known = this.#allowances.get(appId);
    if (known === undefined || known.left === 0) return false;
    this.#allowances.set(appId, { ...known, left: known.left - 1 });
    return true;
  }

  /** However many ask at the same time. */
  #countOnce(appId: string): Promise<Allowance> {
    const counting =
      this.#counting.get(appId) ??
      this.#count(appId).finally(() => {
        this.#counting.delete(appId);
      });
    this.#counting.set(appId, counting);
    return counting;
  }

  async #count(appId: string): Promise<Allowance> {
    const { maxUserIds, now } = this.#options;
    const left = Math.max(maxUserIds - (await this.#store.count(appId, maxUserIds)), 0);
    const allowance = { left: Math.ceil(left / SHARE), countedAt: now(), isFull: left === 0 };
    if (this.#allowances.size >= MAX_PROJECTS) this.#allowances.clear();
    this.#allowances.set(appId, allowance);
    return allowance;
  }
}
