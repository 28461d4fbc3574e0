import type { TokenService } from '../services/service-table.js';
import type { UnixSeconds } from '../unix-seconds.js';

/** What was left unread, because a service type that is not known here has no known end. */
export interface UnreadServices {
  /** The unknown type that reading stopped at. */
  readonly type: number;
  /** How many services the token holds from there on. */
  readonly count: number;
}

/** What a token says. Only `verifyToken` tells whether it is true. */
export interface TokenClaims {
  readonly version: '007';
  /** The project that it claims to be of. */
  readonly appId: string;
  /** When it begins. */
  readonly issuedAt: UnixSeconds;
  /** The first second in which it is over. */
  readonly expiresAt: UnixSeconds;
  /** `expiresAt - issuedAt`. */
  readonly expiresInSeconds: number;
  /** A number that makes equal tokens differ. Not a secret. */
  readonly salt: number;
  /** In the order of the token; one type may come several times. */
  readonly services: readonly TokenService[];
  /** Present where the token holds a service type that is not known here. */
  readonly unreadServices?: UnreadServices;
}
