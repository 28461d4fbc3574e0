import type { DerivedUser } from '../policy/policy.js';

/**
 * Which uid a named user has. A port: computed (`deriveUid`), or kept in storage, where two names never share a uid.
 */
export interface UidDirectory {
  /** The uid of a user in a project: 1 to 4294967295, the same one each time. */
  findUid(appId: string, user: DerivedUser): number | Promise<number>;
}
