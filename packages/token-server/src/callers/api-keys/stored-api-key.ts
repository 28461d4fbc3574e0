/** One secret of a key, as it is kept: nobody can get the key out of it. */
export interface StoredApiKeySecret {
  /**
   * SHA-256 of the whole key in UTF-8, 64 lower-case hex characters. No slow hash and no salt: those slow down whoever
   * guesses passwords, and 256 random bits cannot be guessed.
   */
  readonly sha256: string;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Unix seconds; from then on it opens nothing. Left out: it has no end of its own. */
  readonly expiresAt?: number | undefined;
}

/** An API key as it is kept. */
export interface StoredApiKey {
  /** The public part of the key: 10 letters and digits. */
  readonly id: string;
  /** What it is for, for people. */
  readonly name: string;
  /** What policies may ask for. */
  readonly scopes: readonly string[];
  /** What policies can compare: the claims of the caller. */
  readonly labels: Readonly<Record<string, string>>;
  /** The App IDs of the projects that it may ask for. Left out: all of the server. */
  readonly appIds?: readonly string[] | undefined;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Unix seconds; from then on the key opens nothing. Left out: it does not end. */
  readonly expiresAt?: number | undefined;
  /** It is there, and opens nothing. */
  readonly disabled: boolean;
  /** One; two while the key is rotated, the newer first. */
  readonly secrets: readonly [StoredApiKeySecret, StoredApiKeySecret?];
}

/** A key, and what to keep of it. */
export interface NewApiKey {
  /** The key itself, for whoever is to have it: it cannot be shown again. */
  readonly key: string;
  readonly stored: StoredApiKey;
}

/**
 * Where API keys are looked up. A port. It should take the same time for an ID that is known and for one that is not.
 */
export interface ApiKeyDirectory {
  /** The key with exactly this ID. */
  find(keyId: string): StoredApiKey | undefined | Promise<StoredApiKey | undefined>;
}
