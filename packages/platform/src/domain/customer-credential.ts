/** What a customer credential may do. */
export type CredentialAccess = 'full' | 'read-only';

/** The place of a customer secret: while it is rotated, the new one is the primary and the one before the secondary. */
export type SecretSlot = 'primary' | 'secondary';

/** A live customer secret, without its text. */
export interface CustomerSecretState {
  readonly slot: SecretSlot;
  /** Unix seconds. */
  readonly createdAt: number;
  /** When it was downloaded, Unix seconds; undefined while it can be. */
  readonly downloadedAt: number | undefined;
}

/** What an app's server shows to the REST API, without its secrets. */
export interface CustomerCredential {
  /** 32 lower-case hex characters. */
  readonly customerId: string;
  readonly organizationId: string;
  readonly name: string;
  readonly access: CredentialAccess;
  /** The IDs of the projects that it is for; undefined for all of the organization. */
  readonly projectIds: readonly string[] | undefined;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Unix seconds, not exact: written now and then. */
  readonly lastUsedAt: number | undefined;
  /** Unix seconds; undefined while it may be used. */
  readonly disabledAt: number | undefined;
  /** One or two. */
  readonly secrets: readonly CustomerSecretState[];
}
