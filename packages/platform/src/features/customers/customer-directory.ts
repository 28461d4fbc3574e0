import type { CustomerKeys } from '@stagedoor/rest-auth';
import type { CustomerCredential } from '../../domain/customer-credential.js';
import type { CredentialWithSecrets, CustomerStore } from './customer-store.js';

/** Credentials that are kept in memory at most. */
const CAPACITY = 10_000;
/** Organizations of which it is remembered when they were forgotten. */
const MAX_FORGOTTEN = 1000;
/** Customers of whom it is remembered that they were here, until it is written down. */
const MAX_USED = 100_000;
/** What customer IDs consist of: anything else is no ID, and not all of it could be asked of a database. */
const CUSTOMER_ID = /^[\x20-\x7e]{1,255}$/;

/** What a directory works with. */
export interface CustomerDirectoryOptions {
  /** Unix seconds. */
  readonly now: () => number;
  /**
   * Whether `forget` is called for every change. While it is not, every request reads the store. It must be asked to
   * forget everything before this is true again.
   */
  readonly isTrusted?: () => boolean;
  /** Credentials that are kept at most: 10,000 unless a test says less. */
  readonly capacity?: number;
}

/**
 * Customer credentials at hand with their secrets opened, so that a request waits for no database: those that were used
 * last. IDs that are not there are not kept, so that nobody fills the memory with them.
 */
export class CustomerDirectory {
  readonly #store: CustomerStore;
  readonly #options: CustomerDirectoryOptions;
  readonly #capacity: number;
  /** In the order of their use, the latest last. */
  readonly #known = new Map<string, CredentialWithSecrets>();
  readonly #idsOf = new Map<string, Set<string>>();
  readonly #reading = new Map<string, Promise<CredentialWithSecrets | undefined>>();
  /** Grows with every `forget`, so that what was read before one is told from what was read after it. */
  #generation = 0;
  /** What was read in an earlier generation is of no use. */
  #oldestUsable = 0;
  readonly #forgottenIn = new Map<string, number>();
  #usedAt = new Map<string, number>();

  constructor(store: CustomerStore, options: CustomerDirectoryOptions) {
    this.#store = store;
    this.#options = options;
    this.#capacity = options.capacity ?? CAPACITY;
  }

  /** The credential with exactly this ID. */
  async find(customerId: string): Promise<CredentialWithSecrets | undefined> {
    if (!CUSTOMER_ID.test(customerId)) return undefined;
    if (this.#options.isTrusted?.() === false) {
      this.forgetAll();
      return this.#store.find(customerId);
    }
    const known = this.#known.get(customerId);
    if (known === undefined) return this.#reading.get(customerId) ?? this.#read(customerId);
    this.#moveLast(customerId, known);
    return known;
  }

  /** The credential, if it is at hand. Asks nobody, so that it takes the same time whether there is one or not. */
  known(customerId: string): CustomerCredential | undefined {
    return this.#known.get(customerId)?.credential;
  }

  /** What a verifier of requests asks for. */
  async findKeys(customerId: string): Promise<CustomerKeys | undefined> {
    const found = await this.find(customerId);
    if (found === undefined) return undefined;
    return { secrets: found.secrets, disabled: found.credential.disabledAt !== undefined };
  }

  /** Forgets what it knows of the organization, and what is just being read of it; without one, everything. */
  forget(organizationId: string | undefined): void {
    if (organizationId === undefined) {
      this.forgetAll();
      return;
    }
    this.#nextGeneration(organizationId);
    for (const customerId of this.#idsOf.get(organizationId) ?? []) this.#known.delete(customerId);
    this.#idsOf.delete(organizationId);
  }

  /** Forgets everything, and what is just being read. */
  forgetAll(): void {
    this.#nextGeneration(undefined);
    this.#known.clear();
    this.#idsOf.clear();
  }

  /** Remembers that a request of this customer was proven just now. Costs no I/O. */
  noteUsed(customerId: string): void {
    if (this.#usedAt.size >= MAX_USED && !this.#usedAt.has(customerId)) return;
    this.#usedAt.set(customerId, this.#options.now());
  }

  /**
   * Writes down when credentials were last used. What cannot be written is kept for the next time. To be called now and
   * then, and at the end. Throws `storage_unavailable`.
   */
  async flushLastUsed(): Promise<void> {
    const usedAt = this.#usedAt;
    if (usedAt.size === 0) return;
    this.#usedAt = new Map();
    try {
      await this.#store.noteLastUsed(usedAt);
    } catch (error) {
      this.#usedAt = new Map([...usedAt, ...this.#usedAt]);
      throw error;
    }
  }

  /** Whoever asks from now on is not given what was read before, and what is being read of that organization is not kept. */
  #nextGeneration(organizationId: string | undefined): void {
    this.#generation += 1;
    this.#reading.clear();
    if (organizationId !== undefined && this.#forgottenIn.size < MAX_FORGOTTEN) {
      this.#forgottenIn.set(organizationId, this.#generation);
      return;
    }
    this.#forgottenIn.clear();
    this.#oldestUsable = this.#generation;
  }

  /** Reads it once, however many ask at the same time. */
  #read(customerId: string): Promise<CredentialWithSecrets | undefined> {
    const startedIn = this.#generation;
    const reading = this.#store.find(customerId).then(
      (found) => {
        if (this.#reading.get(customerId) === reading) this.#reading.delete(customerId);
        if (found !== undefined && this.#isCurrent(found, startedIn)) this.#keep(found);
        return found;
      },
      (error: unknown) => {
        if (this.#reading.get(customerId) === reading) this.#reading.delete(customerId);
        throw error;
      },
    );
    this.#reading.set(customerId, reading);
    return reading;
  }

  /** Whether nothing of its organization has changed since that generation. */
  #isCurrent({ credential }: CredentialWithSecrets, startedIn: number): boolean {
    const forgottenIn = this.#forgottenIn.get(credential.organizationId) ?? 0;
    return startedIn >= this.#oldestUsable && startedIn >= forgottenIn;
  }

  #keep(found: CredentialWithSecrets): void {
    const { customerId, organizationId } = found.credential;
    if (this.#known.size >= this.#capacity) this.#dropLeastUsed();
    this.#known.set(customerId, found);
    const ids = this.#idsOf.get(organizationId) ?? new Set();
    this.#idsOf.set(organizationId, ids.add(customerId));
  }

  /** Far from full, it would be work for nothing: nobody is dropped soon. */
  #moveLast(customerId: string, known: CredentialWithSecrets): void {
    if (this.#known.size * 2 < this.#capacity) return;
    this.#known.delete(customerId);
    this.#known.set(customerId, known);
  }

  #dropLeastUsed(): void {
    const [oldest] = this.#known;
    if (oldest === undefined) return;
    const [customerId, { credential }] = oldest;
    this.#known.delete(customerId);
    const ids = this.#idsOf.get(credential.organizationId);
    ids?.delete(customerId);
    if (ids?.size === 0) this.#idsOf.delete(credential.organizationId);
  }
}
