/** What a customer proves itself with. The first of each list is the primary one, the second the secondary. */
export interface CustomerKeys {
  /** The live customer secrets, at most two, as text. Empty where the customer has none. */
  readonly secrets: readonly string[];
  /** Live Ed25519 public keys for `message-signature`, at most two: 32 bytes each. */
  readonly ed25519PublicKeys?: readonly Uint8Array[] | undefined;
  /** The credential is there and may not be used. */
  readonly disabled?: boolean | undefined;
}

/** What a project's tokens are proven with. */
export interface ProjectCertificates {
  /** The live App Certificates: the primary, then the secondary if there is one. */
  readonly certificates: readonly string[];
}

/**
 * Where credentials are looked up. A port. It should take the same time for an ID that is known and for one that is
 * not, and must not take IDs for names of object properties: they come from strangers.
 */
export interface CredentialLookup {
  /** The keys of the customer with exactly this ID. */
  findCustomer(
    customerId: string,
  ): CustomerKeys | null | undefined | Promise<CustomerKeys | null | undefined>;
  /** The certificates of the project with exactly this App ID. Needed by `agoraToken` alone. */
  findProject?(
    appId: string,
  ): ProjectCertificates | undefined | Promise<ProjectCertificates | undefined>;
}
