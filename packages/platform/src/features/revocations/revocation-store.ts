import type { Revocation } from '../../domain/revocation.js';

/** One page of revocations. */
export interface RevocationPage {
  readonly revocations: readonly Revocation[];
  /** Where the next page begins; undefined where this is the last one. */
  readonly next: string | undefined;
}

/** Which page is wanted. */
export interface RevocationPageWanted {
  /** 1 or more. */
  readonly limit: number;
  /** `next` of the page before; undefined for the first one. */
  readonly after: string | undefined;
  /** Those that have ended by then are not shown. Unix seconds. */
  readonly now: number;
}

/** Where revocations are kept. A port. */
export interface RevocationStore {
  /** Adds it. Where its key is there already, that one is extended: it keeps the later instants. Gives what holds now. */
  put(revocation: Revocation): Promise<Revocation>;
  /** Those of the keys that there are, in one query. Its work does not grow with the number of revocations. */
  findByKeys(keys: readonly string[]): Promise<readonly Revocation[]>;
  /** Those of a project, the newest first. */
  list(appId: string, wanted: RevocationPageWanted): Promise<RevocationPage>;
  /** Takes it back. Gives what it was; undefined where the project has none with that key. */
  remove(appId: string, key: string): Promise<Revocation | undefined>;
  /** Removes up to `most` that ended at or before `endedAt`; gives how many it were. */
  removeEnded(endedAt: number, most: number): Promise<number>;
}
