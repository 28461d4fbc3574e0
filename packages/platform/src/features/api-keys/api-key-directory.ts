import { OrganizationCache } from '../../domain/organization-cache.js';
import { type ApiKey, type ApiKeySecret, KEY_ID } from './api-key.js';
import type { ApiKeySource } from './api-key-store.js';

/** Keys of which it is remembered that they were used, until it is written down. */
const MAX_USED = 100_000;
/** A key that is used all the time is written to this seldom. */
const NOTE_SECONDS = 60;

/** What a directory works with. */
export interface ApiKeyDirectoryOptions {
  /** Unix seconds. */
  readonly now: () => number;
  /** Whether `forget` is called for every change: `storage.hearsAllChanges`. While it is not, every question reads the store. */
  readonly isTrusted?: () => boolean;
  /** Keys that are kept at most: 10,000 unless a test says less. */
  readonly capacity?: number;
}

/** A key as the token server needs it. */
export interface FoundApiKey extends Pick<
  ApiKey,
  'id' | 'organizationId' | 'name' | 'scopes' | 'labels' | 'createdAt' | 'expiresAt'
> {
  /** The App IDs of all projects that it is for: also where it is for the whole organization, which has them all. */
  readonly appIds: readonly string[];
  readonly disabled: boolean;
  /** The newer one first. */
  readonly secrets: readonly [ApiKeySecret, ApiKeySecret?];
}

function toFound(key: ApiKey, appIds: readonly string[]): FoundApiKey | undefined {
  const { id, organizationId, name, scopes, labels, createdAt, expiresAt } = key;
  const [newer, older] = key.secrets;
  // Such a key opens nothing, as one that is not there.
  if (newer === undefined) return undefined;
  return {
    id,
    organizationId,
    name,
    scopes,
    labels,
    appIds,
    createdAt,
    expiresAt,
    disabled: key.disabledAt !== undefined,
    secrets: older === undefined ? [newer] : [newer, older],
  };
}

/** API keys at hand, so that a request waits for no database: those that were used last. */
export class ApiKeyDirectory {
  readonly #source: ApiKeySource;
  readonly #now: () => number;
  readonly #cache: OrganizationCache<FoundApiKey>;
  #usedAt = new Map<string, number>();
  /** When the use of keys was last written down. */
  #writtenAt = new Map<string, number>();

  constructor(source: ApiKeySource, { now, ...options }: ApiKeyDirectoryOptions) {
    this.#source = source;
    this.#now = now;
    this.#cache = new OrganizationCache({ ...options, read: (keyId) => this.#read(keyId) });
  }

  /** The key with exactly this ID, of any organization: at once where it is at hand. */
  find(keyId: string): FoundApiKey | undefined | Promise<FoundApiKey | undefined> {
    return KEY_ID.test(keyId) ? this.#cache.find(keyId) : undefined;
  }

  /** Forgets what it knows of the organization; without one, everything. To be called at each change. */
  forget(organizationId: string | undefined): void {
    this.#cache.forget(organizationId);
  }

  /** Remembers that a caller proved this key just now. Costs no I/O. */
  noteUsed(keyId: string): void {
    if (this.#usedAt.size >= MAX_USED && !this.#usedAt.has(keyId)) return;
    this.#usedAt.set(keyId, this.#now());
  }

  /**
   * Writes down when keys were last used, at most once a minute for each. What cannot be written is kept for the next
   * time. To be called now and then, and at the end. Throws `storage_unavailable`.
   */
  async flushLastUsed(): Promise<void> {
    const due = this.#takeDue(this.#now());
    if (due.size === 0) return;
    try {
      await this.#source.noteLastUsed(due);
    } catch (error) {
      for (const keyId of due.keys()) this.#writtenAt.delete(keyId);
      this.#usedAt = new Map([...due, ...this.#usedAt]);
      throw error;
    }
  }

  async #read(keyId: string): Promise<FoundApiKey | undefined> {
    const key = await this.#source.find(keyId);
    if (key === undefined) return undefined;
    // A project that comes in between is a change, after which nothing of this is kept.
    return toFound(key, key.appIds ?? (await this.#source.listAppIds(key.organizationId)));
  }

  /** The uses that are to be written now, which are taken for written. */
  #takeDue(now: number): ReadonlyMap<string, number> {
    // A clock that was set back must not keep anything from being written.
    const isRecent = (writtenAt: number): boolean => Math.abs(now - writtenAt) < NOTE_SECONDS;
    this.#writtenAt = new Map([...this.#writtenAt].filter(([, at]) => isRecent(at)));
    const due = new Map([...this.#usedAt].filter(([keyId]) => !this.#writtenAt.has(keyId)));
    for (const keyId of due.keys()) {
      this.#usedAt.delete(keyId);
      this.#writtenAt.set(keyId, now);
    }
    return due;
  }
}
