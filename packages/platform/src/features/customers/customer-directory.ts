import type { CustomerKeys } from '@stagedoor/rest-auth';
import type { CredentialWithSecrets, CustomerStore } from './customer-store.js';

/** Credentials that are kept in memory at most. */
const CAPACITY = 10_000;

/** Customer credentials at hand, so that a request waits for no database. */
export class CustomerDirectory {
  readonly #store: CustomerStore;
  readonly #known = new Map<string, CredentialWithSecrets>();

  constructor(store: CustomerStore) {
    this.#store = store;
  }

  /** The credential with exactly this ID. */
  async find(customerId: string): Promise<CredentialWithSecrets | undefined> {
    const known = this.#known.get(customerId);
    if (known !== undefined) return known;
    const found = await this.#store.find(customerId);
    if (found === undefined) return undefined;
    if (this.#known.size >= CAPACITY) this.#dropOldest();
    this.#known.set(customerId, found);
    return found;
  }

  /** What a verifier of requests asks for. */
  async findKeys(customerId: string): Promise<CustomerKeys | undefined> {
    const found = await this.find(customerId);
    if (found === undefined) return undefined;
    return { secrets: found.secrets, disabled: found.credential.disabledAt !== undefined };
  }

  /** Forgets what it knows of the organization. */
  forget(organizationId: string): void {
    for (const [customerId, { credential }] of this.#known) {
      if (credential.organizationId === organizationId) this.#known.delete(customerId);
    }
  }

  #dropOldest(): void {
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
