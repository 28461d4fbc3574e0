/** A credential as the platform's administration shows it: without secrets. */
export interface ShownCredential {
  readonly customerId: string;
  readonly name: string;
  readonly access: 'full' | 'read-only';
  /** App IDs of its projects, null for one that was removed; null for all projects. */
  readonly appIds: readonly (string | null)[] | null;
  readonly state: 'enabled' | 'disabled';
  /** Unix seconds, like all instants here. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly disabledAt: number | null;
  readonly secrets: readonly {
    readonly slot: 'primary' | 'secondary';
    readonly createdAt: number;
    /** Null while it can be downloaded. */
    readonly downloadedAt: number | null;
  }[];
}

/** One page of credentials. */
export interface CredentialList {
  readonly credentials: readonly ShownCredential[];
  /** What the next page comes after; null at the end. */
  readonly next: string | null;
}

/** A customer ID with a secret that is given out, if it is. */
export interface GivenSecret {
  readonly customerId: string;
  readonly customerSecret?: string;
}

/** The result of `credential.list`, of our own administration. */
export function parseCredentialList(result: unknown): CredentialList {
  return result as CredentialList;
}

/** The result of `credential.show`, of our own administration. */
export function parseCredential(result: unknown): ShownCredential {
  return result as ShownCredential;
}

/** The result of `credential.create`, `credential.rotate` and `credential.download`, of our own administration. */
export function parseGivenSecret(result: unknown): GivenSecret {
  return result as GivenSecret;
}
