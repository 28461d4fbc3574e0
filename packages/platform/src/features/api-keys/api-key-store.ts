import type { ApiKey, ApiKeySecret } from './api-key.js';

/** A part of a list. */
export interface ApiKeyPage {
  /** At most so many. */
  readonly limit: number;
  /** Those that come after the key with this ID. */
  readonly after?: string | undefined;
}

/** What a directory of keys reads and writes. A port. */
export interface ApiKeySource {
  /** The key with that ID, of any organization. */
  find(keyId: string): Promise<ApiKey | undefined>;
  /** The App IDs of all projects of the organization. */
  listAppIds(organizationId: string): Promise<readonly string[]>;
  /** Notes when keys were last used: Unix seconds by key ID. What is there and later stays. */
  noteLastUsed(lastUsedAt: ReadonlyMap<string, number>): Promise<void>;
}

/** Where API keys are kept. A port. */
export interface ApiKeyStore extends ApiKeySource {
  /** One page of the keys of the organization, the oldest first. */
  list(organizationId: string, page: ApiKeyPage): Promise<readonly ApiKey[]>;
  /** Adds it with its secrets. Throws `api_key_taken`. */
  add(key: ApiKey): Promise<void>;
  /** Writes when it was disabled, Unix seconds; undefined enables it. */
  setDisabledAt(keyId: string, disabledAt: number | undefined): Promise<void>;
  /**
   * Puts what `change` makes of the secrets in their place, and gives it. Inside a transaction: nobody else changes them
   * before it ends.
   */
  changeSecrets(
    keyId: string,
    change: (secrets: readonly ApiKeySecret[]) => readonly ApiKeySecret[],
  ): Promise<readonly ApiKeySecret[]>;
  /** Removes it with its secrets. */
  remove(keyId: string): Promise<void>;
}
