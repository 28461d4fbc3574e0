/** How much customers may make. */
export interface Quotas {
  /** In one organization. */
  readonly maxProjects: number;
  /** In force at one time, in one project. */
  readonly maxKickingRules: number;
  /** In one project, like the two that follow. */
  readonly maxDomains: number;
  readonly maxEntryPoints: number;
  /** In force at one time. */
  readonly maxStreamBans: number;
  /** Names that have a uid, in one project. */
  readonly maxUserIds: number;
}

/** What holds where the configuration says nothing. */
export const DEFAULT_QUOTAS: Quotas = {
  maxProjects: 1000,
  maxKickingRules: 10_000,
  maxDomains: 1000,
  maxEntryPoints: 1000,
  maxStreamBans: 10_000,
  maxUserIds: 1_000_000,
};
