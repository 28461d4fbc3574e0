import type { Eventually } from '../eventually.js';

/**
 * Where signatures are remembered until they are too old to be accepted anyway. A port: in memory for one process, in
 * Redis for several.
 */
export interface ReplayStore {
  /**
   * Remembers `key` until `expiresAt` (Unix seconds) and says whether it was there. One atomic step: of many calls with
   * the same key at the same time, exactly one may get `added`. An exception means that the request is refused.
   */
  addIfAbsent(key: string, expiresAt: number): Eventually<'added' | 'present'>;
}
