import type { PrivilegeTable } from '../services/privileges.js';
import { RTC_PRIVILEGES } from '../services/rtc.js';

/** What a token of format 006 can be for. The token does not say it; its privileges do. */
export interface Service006 extends PrivilegeTable {
  /** The privilege without which the others are worth nothing. */
  readonly entry: string;
}

/** An RTC channel. */
export const RTC_006: Service006 = {
  name: 'rtc',
  entry: 'joinChannel',
  privileges: RTC_PRIVILEGES.map((name, index) => ({ id: index + 1, name })),
  roles: { publisher: RTC_PRIVILEGES, subscriber: ['joinChannel'] },
};

/** Signaling (RTM). */
export const RTM_006: Service006 = {
  name: 'rtm',
  entry: 'login',
  privileges: [{ id: 1000, name: 'login' }],
  roles: {},
};

/** The name of a privilege, whatever the token is for; its number where it is not known here. */
export function nameOfPrivilege(id: number): string {
  const rows = [...RTC_006.privileges, ...RTM_006.privileges];
  return rows.find((row) => row.id === id)?.name ?? String(id);
}
