/** What `keys.list` gives: IDs, states and counts. */
export interface KeyList {
  /** Where master keys come from. */
  readonly source: string;
  /** The one that wraps first. */
  readonly masterKeys: readonly {
    readonly id: string;
    readonly state: 'active' | 'retired' | 'missing';
    /** How many it wraps. */
    readonly dataKeys: number;
  }[];
  readonly dataKeys: readonly {
    readonly id: string;
    readonly state: 'active' | 'retired';
    readonly masterKeyId: string;
    /** Unix seconds. */
    readonly createdAt: number;
    /** Texts that were sealed with it, about. */
    readonly sealCount: number;
    /** Values that are sealed with it now. */
    readonly values: number;
  }[];
}

/** What `keys.rotate` gives. */
export interface MasterKeyRotation {
  readonly masterKeyId: string;
  readonly isNew: boolean;
  readonly rewrapped: number;
  readonly unusedMasterKeyIds: readonly string[];
  readonly source: string;
}

/** What `keys.reseal` gives after some values. */
export interface ResealRun {
  readonly dataKeyId: string;
  readonly count: number;
  readonly unreadable: readonly string[];
  /** Where to go on; none at the end. */
  readonly next?: object;
}

/** What `keys.prune` gives. */
export interface MasterKeyPruning {
  readonly removed: readonly string[];
  readonly removable: readonly string[];
  readonly source: string;
}

/** The result of `keys.list`, of our own administration. */
export function parseKeyList(result: unknown): KeyList {
  return result as KeyList;
}

/** The result of `keys.rotate`, of our own administration. */
export function parseMasterKeyRotation(result: unknown): MasterKeyRotation {
  return result as MasterKeyRotation;
}

/** The result of `keys.reseal`, of our own administration. */
export function parseResealRun(result: unknown): ResealRun {
  return result as ResealRun;
}

/** The result of `keys.prune`, of our own administration. */
export function parseMasterKeyPruning(result: unknown): MasterKeyPruning {
  return result as MasterKeyPruning;
}
