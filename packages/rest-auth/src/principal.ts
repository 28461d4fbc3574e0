import type { VerifiedToken } from '@stagedoor/token';
import type { VerifiedToken006 } from '@stagedoor/token/006';

/** An app's server, proven by its customer ID and one of its customer secrets or keys. */
export interface CustomerPrincipal {
  readonly kind: 'customer';
  readonly customerId: string;
  /** Which of the live secrets or keys matched. For the log, never for the answer. */
  readonly signedWith: 'primary' | 'secondary';
}

/** The user of a token. */
export interface UserPrincipal {
  readonly kind: 'user';
  readonly appId: string;
  /** The user that the token was made for; empty where it was made for any. */
  readonly userId: string;
  /** What the token says; `version` tells the formats apart. */
  readonly token: VerifiedToken | VerifiedToken006;
}

/** Who a verified request comes from. */
export type Principal = (CustomerPrincipal | UserPrincipal) & {
  /** The scheme that proved it. */
  readonly scheme: string;
};
