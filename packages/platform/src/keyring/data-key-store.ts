/** A data key as it is stored. */
export interface StoredDataKey {
  /** 8 hex characters, part of every text that is sealed with it. */
  readonly id: string;
  /** The master key that it is wrapped with. */
  readonly masterKeyId: string;
  /** The key, encrypted: base64url. */
  readonly wrappedKey: string;
  /** One at most is active: it seals. The others only open. */
  readonly state: 'active' | 'retired';
  /** Unix seconds. */
  readonly createdAt: number;
  /** How many texts were sealed with it, as far as that was reported. */
  readonly sealCount: number;
}

/** Where data keys are kept. A port. */
export interface DataKeyStore {
  /** All of them, the oldest first. */
  list(): Promise<readonly StoredDataKey[]>;
  /** Adds `key` as the active one, where none is active. Gives whether it did: of several at the same time, one does. */
  add(key: StoredDataKey): Promise<boolean>;
  /** Retires the active key with that ID. Gives whether it was the active one. */
  retire(id: string): Promise<boolean>;
  /** Puts the wrapping of `to` in place of that of `from`, unless that has changed meanwhile. Gives whether it did. */
  rewrap(from: StoredDataKey, to: StoredDataKey): Promise<boolean>;
  /** Reports that so many more texts were sealed with it. */
  addSeals(id: string, count: number): Promise<void>;
  /** Makes others who do the same wait until the transaction ends. */
  lock(): Promise<void>;
}
