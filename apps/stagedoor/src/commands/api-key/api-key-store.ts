import type { RotateApiKeyOptions, StoredApiKey } from '@stagedoor/token-server';

/** What is known of a key that is kept: all but the hashes of its secrets, which need not leave their place. */
export interface KeptApiKey extends Omit<StoredApiKey, 'secrets'> {
  /** The newer first. */
  readonly secrets: readonly (
    { readonly createdAt: number; readonly expiresAt?: number | undefined } | undefined
  )[];
  /** Unix seconds, null for never; left out where nobody notes it. */
  readonly lastUsedAt?: number | null;
}

/** A key for whoever is to have it, and what is kept of it. */
export interface GivenApiKey {
  readonly key: string;
  readonly kept: KeptApiKey;
}

/** Where the API keys of a token server are kept. A port; each method is one step that happens whole or not at all. */
export interface ApiKeyStore {
  /** All keys, in the order in which they were made. */
  list(): Promise<readonly KeptApiKey[]>;
  /** Keeps a new key. */
  add(key: StoredApiKey): Promise<void>;
  /** Gives a key a new secret. Throws `api_key_not_found` and `api_key_rotating`. */
  rotate(keyId: string, options: RotateApiKeyOptions): Promise<GivenApiKey>;
  /** Throws `api_key_not_found`. */
  setDisabled(keyId: string, disabled: boolean): Promise<KeptApiKey>;
  /** Returns the key that was removed. Throws `api_key_not_found`. */
  remove(keyId: string): Promise<KeptApiKey>;
}
