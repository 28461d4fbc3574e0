/** The public part of a key: what it is found by, and what logs and the audit trail name it by. */
export const KEY_ID: RegExp = /^[A-Za-z0-9_-]{8,64}$/;

/** One secret of an API key. Its text is nowhere: whoever made it has it. */
export interface ApiKeySecret {
  /** SHA-256 of the whole key: 64 lower-case hex characters. */
  readonly sha256: string;
  /** Unix seconds. */
  readonly createdAt: number;
  /** When it ends, Unix seconds; undefined while no other secret is to replace it. */
  readonly expiresAt: number | undefined;
}

/** A key that a program shows to the token server. */
export interface ApiKey {
  /** The public part of the key, unique on the platform. */
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  /** What it may ask for, in the words of the policy. */
  readonly scopes: readonly string[];
  /** What is said of its owner, for the policy. */
  readonly labels: Readonly<Record<string, string>>;
  /** The App IDs of the projects that it is for; undefined for all of its organization, and never those of another one. */
  readonly appIds: readonly string[] | undefined;
  /** Unix seconds. */
  readonly createdAt: number;
  /** When the key ends with all of its secrets, Unix seconds. */
  readonly expiresAt: number | undefined;
  /** Unix seconds; undefined while it may be used. */
  readonly disabledAt: number | undefined;
  /** Unix seconds, not exact: written now and then. */
  readonly lastUsedAt: number | undefined;
  /** One, or two while a rotation is under way; the newer one first. Those that have ended may still be there. */
  readonly secrets: readonly ApiKeySecret[];
}
