import { InvalidRequestError } from '../../errors.js';
import { NoFreeUidError } from './errors.js';
import { hashUserName, type NamedUser } from './hash-user-name.js';
import { UserIdQuota } from './user-id-quota.js';
import type { UserIdStore } from './user-id-store.js';

/** Names that are kept in memory at most. */
const CAPACITY = 100_000;
/** Uids that are tried for one name: even where half of all are given, 32 fail for one name in 4 billion. */
const MAX_ATTEMPTS = 32;
const MAX_NAME_BYTES = 255;

/** What a directory works with. */
export interface UserIdDirectoryOptions {
  /** Unix seconds. */
  readonly now: () => number;
  /** How many names of one project may have a uid: `Quotas`. */
  readonly maxUserIds: number;
  /** Names that are kept at most: 100,000 unless a test says less. */
  readonly capacity?: number;
}

/**
 * The uids of named users, of which no two in a project share one: a name gets its uid when it is first seen, and keeps it
 * as long as its project is there. Names that were seen lately are at hand, so that they wait for no database.
 */
export class UserIdDirectory {
  readonly #store: UserIdStore;
  readonly #now: () => number;
  readonly #capacity: number;
  readonly #quota: UserIdQuota;
  /** By the hash of the name, which has the App ID in it; the latest last. */
  readonly #known = new Map<string, number>();
  readonly #finding = new Map<string, Promise<number>>();

  constructor(store: UserIdStore, options: UserIdDirectoryOptions) {
    this.#store = store;
    this.#now = options.now;
    this.#capacity = options.capacity ?? CAPACITY;
    this.#quota = new UserIdQuota(store, options);
  }

  /**
   * The uid of a user in the project with that App ID: at once where it is at hand. One who has none gets the first of the
   * candidates that is free: `candidates` takes 0, 1, 2 and so on, and gives uids from 1 to 4294967295. Throws
   * `invalid_request` for a name that is empty or longer than 255 bytes, `invalid_appid`, `too_many_user_ids`,
   * `no_free_uid` and `storage_unavailable`.
   */
  findUid(
    appId: string,
    user: NamedUser,
    candidates: (attempt: number) => number,
  ): number | Promise<number> {
    const bytes = Buffer.byteLength(user.name);
    if (bytes === 0 || bytes > MAX_NAME_BYTES) {
      throw new InvalidRequestError(`the name of a user has 1 to ${MAX_NAME_BYTES} bytes`);
    }
    const nameHash = hashUserName(appId, user);
    const known = this.#known.get(nameHash);
    if (known === undefined) return this.#findOnce(appId, nameHash, candidates);
    this.#moveLast(nameHash, known);
    return known;
  }

  /**
   * Forgets all names where anything may have changed, as after a restored backup. What an organization changes does not
   * change the uids of its users, so for that nothing is forgotten: App IDs of removed projects never come back.
   */
  forget(organizationId: string | undefined): void {
    if (organizationId !== undefined) return;
    this.#known.clear();
    this.#finding.clear();
  }

  /** However many ask for that name at the same time. */
  #findOnce(
    appId: string,
    nameHash: string,
    candidates: (attempt: number) => number,
  ): Promise<number> {
    const current = this.#finding.get(nameHash);
    if (current !== undefined) return current;
    const finding = this.#findOrAssign(appId, nameHash, candidates);
    this.#finding.set(nameHash, finding);
    const end = (uid?: number): void => {
      // Not what was forgotten meanwhile.
      if (this.#finding.get(nameHash) !== finding) return;
      this.#finding.delete(nameHash);
      if (uid !== undefined) this.#keep(nameHash, uid);
    };
    finding.then(end, () => end());
    return finding;
  }

  async #findOrAssign(
    appId: string,
    nameHash: string,
    candidates: (attempt: number) => number,
  ): Promise<number> {
    const found = await this.#store.find(appId, nameHash);
    if (found !== undefined) return found;
    await this.#quota.take(appId);
    const createdAt = this.#now();
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const uid = candidates(attempt);
      const assigned = await this.#store.assign({ appId, nameHash, uid, createdAt });
      if (assigned !== undefined) return assigned;
    }
    throw new NoFreeUidError(MAX_ATTEMPTS);
  }

  #keep(nameHash: string, uid: number): void {
    if (this.#known.size >= this.#capacity) this.#dropLeastUsed();
    this.#known.set(nameHash, uid);
  }

  #dropLeastUsed(): void {
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  /** Far from full, it would be work for nothing: nobody is dropped soon. */
  #moveLast(nameHash: string, uid: number): void {
    if (this.#known.size * 2 < this.#capacity) return;
    this.#known.delete(nameHash);
    this.#known.set(nameHash, uid);
  }
}
