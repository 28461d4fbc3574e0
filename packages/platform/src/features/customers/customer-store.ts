import type { CustomerCredential, SecretSlot } from '../../domain/customer-credential.js';

/** A customer secret with its text. */
export interface CustomerSecret {
  readonly slot: SecretSlot;
  readonly customerSecret: string;
  /** Unix seconds. */
  readonly createdAt: number;
  /** When somebody was given it, Unix seconds; undefined while it can be downloaded. */
  readonly downloadedAt?: number | undefined;
}

/** A credential as the gateway needs it. */
export interface CredentialWithSecrets {
  readonly credential: CustomerCredential;
  /** The texts of the live secrets, the primary one first. */
  readonly secrets: readonly string[];
}

/** A part of a list. */
export interface CredentialPage {
  /** At most so many. */
  readonly limit: number;
  /** Those that come after the credential with this customer ID. */
  readonly after?: string | undefined;
}

/** Where customer credentials are kept. A port. */
export interface CustomerStore {
  /** The credentials of the organization, the oldest first: all of them, or one page. */
  list(organizationId: string, page?: CredentialPage): Promise<readonly CustomerCredential[]>;
  find(customerId: string): Promise<CredentialWithSecrets | undefined>;
  /** Adds it with its first secrets. Throws `customer_id_taken`. */
  add(
    credential: Omit<CustomerCredential, 'secrets'>,
    secrets: readonly CustomerSecret[],
  ): Promise<void>;
  /** Writes when it was disabled, Unix seconds; undefined enables it. */
  setDisabledAt(customerId: string, disabledAt: number | undefined): Promise<void>;
  /**
   * Puts what `change` makes of the secrets in their place. Inside a transaction: nobody else changes them before it ends.
   * Gives what they are then, the primary one first.
   */
  changeSecrets(
    customerId: string,
    change: (secrets: readonly CustomerSecret[]) => readonly CustomerSecret[],
  ): Promise<readonly CustomerSecret[]>;
  /** The text of a secret, once: undefined where it was downloaded before, or is not there. */
  takeSecretForDownload(
    customerId: string,
    slot: SecretSlot,
    downloadedAt: number,
  ): Promise<string | undefined>;
  /** Notes when credentials were last used: Unix seconds by customer ID. What is there and later stays. */
  noteLastUsed(lastUsedAt: ReadonlyMap<string, number>): Promise<void>;
}
