/** The key that wraps all data keys. It is never stored beside them. */
export interface MasterKey {
  /** Stored beside what it wraps. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}
