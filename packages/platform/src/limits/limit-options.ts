import { FAMILIES, type FamilyName } from '../operations/family-table.js';

/** Limits that are other than by default. */
export interface LimitOptions {
  /** Requests in one second of one customer at one operation, by route family. */
  readonly families?: Readonly<Partial<Record<FamilyName, number>>> | undefined;
  /** Failed authentications of one address in one second. Default 20. */
  readonly failuresPerSecond?: number | undefined;
}

/** Limits, or none at all, which is for development. */
export type LimitSetting = LimitOptions | 'off';

const DEFAULT_FAILURES_PER_SECOND = 20;

/** Requests in one second of one customer at one operation of that family; undefined for any number. */
export function familyLimitOf(family: FamilyName, setting: LimitSetting = {}): number | undefined {
  if (setting === 'off') return undefined;
  return setting.families?.[family] ?? FAMILIES[family].limitPerSecond;
}

/** Failed authentications of one address in one second; undefined for any number. */
export function failureLimitOf(setting: LimitSetting = {}): number | undefined {
  return setting === 'off' ? undefined : (setting.failuresPerSecond ?? DEFAULT_FAILURES_PER_SECOND);
}
