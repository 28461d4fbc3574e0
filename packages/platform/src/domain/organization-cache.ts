/** What belongs to an organization. */
export interface OfOrganization {
  readonly organizationId: string;
}

/** What a cache works with. */
export interface OrganizationCacheOptions<Value> {
  /** Reads one from storage. */
  readonly read: (key: string) => Promise<Value | undefined>;
  /**
   * Whether `forget` is called for every change. While it is not, storage is read each time. The cache must be asked to
   * forget everything before this is true again.
   */
  readonly isTrusted?: (() => boolean) | undefined;
  /** How many are kept at most: 10,000 unless given. */
  readonly capacity?: number | undefined;
}

const CAPACITY = 10_000;

/** A read that is under way. */
interface OpenRead<Value> {
  readonly found: Promise<Value | undefined>;
  /** Organizations that changed since it began; `undefined` where it may be any. */
  readonly changed: Set<string | undefined>;
}

/**
 * What was read from storage, kept until its organization changes: those that were used last. What is not there is not
 * kept, so that nobody fills the memory with questions.
 */
export class OrganizationCache<Value extends OfOrganization> {
  readonly #options: OrganizationCacheOptions<Value>;
  readonly #capacity: number;
  /** In the order of their use, the latest last. */
  readonly #known = new Map<string, Value>();
  readonly #keysOf = new Map<string, Set<string>>();
  /** Reads that whoever asks now can wait for. */
  readonly #joinable = new Map<string, OpenRead<Value>>();
  readonly #open = new Set<OpenRead<Value>>();

  constructor(options: OrganizationCacheOptions<Value>) {
    this.#options = options;
    this.#capacity = options.capacity ?? CAPACITY;
  }

  /** The value of that key: at once where it is kept. */
  find(key: string): Value | undefined | Promise<Value | undefined> {
    if (this.#options.isTrusted?.() === false) {
      this.forget(undefined);
      return this.#options.read(key);
    }
    const known = this.#known.get(key);
    if (known === undefined) return this.#joinable.get(key)?.found ?? this.#read(key);
    this.#moveLast(key, known);
    return known;
  }

  /** Forgets what it knows of the organization, and what is just being read of it; without one, everything. */
  forget(organizationId: string | undefined): void {
    this.#joinable.clear();
    for (const { changed } of this.#open) changed.add(organizationId);
    if (organizationId === undefined) {
      this.#known.clear();
      this.#keysOf.clear();
      return;
    }
    for (const key of this.#keysOf.get(organizationId) ?? []) this.#known.delete(key);
    this.#keysOf.delete(organizationId);
  }

  /** Reads it once, however many ask at the same time. */
  #read(key: string): Promise<Value | undefined> {
    const changed = new Set<string | undefined>();
    const found = this.#options.read(key).then((value) => {
      const isStale = changed.has(undefined) || changed.has(value?.organizationId);
      if (value !== undefined && !isStale) this.#keep(key, value);
      return value;
    });
    const read = { found, changed };
    this.#open.add(read);
    this.#joinable.set(key, read);
    const end = (): void => {
      this.#open.delete(read);
      if (this.#joinable.get(key) === read) this.#joinable.delete(key);
    };
    found.then(end, end);
    return found;
  }

  #keep(key: string, value: Value): void {
    if (this.#known.size >= this.#capacity) this.#dropLeastUsed();
    this.#known.set(key, value);
    const keys = this.#keysOf.get(value.organizationId) ?? new Set();
    this.#keysOf.set(value.organizationId, keys.add(key));
  }

  /** Far from full, it would be work for nothing: nothing is dropped soon. */
  #moveLast(key: string, known: Value): void {
    if (this.#known.size * 2 < this.#capacity) return;
    this.#known.delete(key);
    this.#known.set(key, known);
  }

  #dropLeastUsed(): void {
    const [oldest] = this.#known;
    if (oldest === undefined) return;
    const [key, { organizationId }] = oldest;
    this.#known.delete(key);
    const keys = this.#keysOf.get(organizationId);
    keys?.delete(key);
    if (keys?.size === 0) this.#keysOf.delete(organizationId);
  }
}
