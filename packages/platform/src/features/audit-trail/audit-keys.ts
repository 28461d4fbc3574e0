/** A key that the chain of the audit trail is made with. It never leaves the platform. */
export interface AuditKey {
  /** 8 hex characters: a fingerprint of the key. Part of every hash. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** The keys of the audit trail. A port. */
export interface AuditKeys {
  /** The key for new rows. */
  active(): Promise<AuditKey>;
  /** The key with that ID; undefined where there is none. */
  find(id: string): Promise<AuditKey | undefined>;
}
