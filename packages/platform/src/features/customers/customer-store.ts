import type { CustomerCredential } from '../../domain/customer-credential.js';

/** A new customer secret with its text. */
export interface NewCustomerSecret {
  readonly slot: 'primary' | 'secondary';
  readonly customerSecret: string;
  readonly createdAt: number;
}

/** A credential as the gateway needs it. */
export interface CredentialWithSecrets {
  readonly credential: CustomerCredential;
  /** The texts of the live secrets, the primary one first. */
  readonly secrets: readonly string[];
}

/** Where customer credentials are kept. A port. */
export interface CustomerStore {
  /** All credentials of the organization, the oldest first. */
  list(organizationId: string): Promise<readonly CustomerCredential[]>;
  find(customerId: string): Promise<CredentialWithSecrets | undefined>;
  /** Adds it with its first secrets. */
  add(
    credential: Omit<CustomerCredential, 'secrets'>,
    secrets: readonly NewCustomerSecret[],
  ): Promise<void>;
  /** Writes name, access, projects and when it was disabled. */
  update(credential: CustomerCredential): Promise<void>;
  /** Takes these in place of all secrets that it has; those whose `customerSecret` it had stay downloaded. */
  replaceSecrets(customerId: string, secrets: readonly NewCustomerSecret[]): Promise<void>;
  /** The text of a secret, once: undefined where it was downloaded before, or is not there. */
  takeSecretForDownload(
    customerId: string,
    slot: NewCustomerSecret['slot'],
    downloadedAt: number,
  ): Promise<string | undefined>;
  /** Notes when credentials were last used: Unix seconds by customer ID. */
  noteLastUsed(lastUsedAt: ReadonlyMap<string, number>): Promise<void>;
}
