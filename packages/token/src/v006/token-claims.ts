import type { RtcPrivilege } from '../services/rtc.js';
import type { UnixSeconds } from '../unix-seconds.js';

/** What a token of format 006 can allow: the four rights in an RTC channel, or to log in to Signaling. */
export type Token006Privilege = RtcPrivilege | 'login';

/** When a privilege ends. */
export interface PrivilegeEnd {
  /** As the token says it: Unix seconds, 0 for no end of its own. */
  readonly ownExpiresAt: number;
  /** The first second in which it is over: never later than the token itself. */
  readonly expiresAt: UnixSeconds;
}

/** What a token of format 006 says. Only `verifyToken006` tells whether it is true. */
export interface Token006Claims {
  readonly version: '006';
  /** The project that it claims to be of. */
  readonly appId: string;
  /** The first second in which it is over. Official builders say a day from the issue time, whatever ends before. */
  readonly expiresAt: UnixSeconds;
  /** A number that makes equal tokens differ. Not a secret. */
  readonly salt: number;
  /** The CRC-32 of the channel name (of the user ID, for Signaling), which itself is not in the token. Not signed. */
  readonly crcChannel: number;
  /** The CRC-32 of the uid in decimal or of the account, which itself is not in the token; 0 for any user. Not signed. */
  readonly crcUid: number;
  /** By name; a privilege that is not known here has its number as its name. */
  readonly privileges: Readonly<Partial<Record<Token006Privilege | `${number}`, PrivilegeEnd>>>;
}
