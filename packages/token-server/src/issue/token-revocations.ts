import type { VerifiedToken } from '@stagedoor/token';

/** A token whose renewal is asked for. It was proven to be one of the project, and it is not over. */
export interface RenewableToken {
  /** What it says. */
  readonly claims: VerifiedToken;
  /** `fingerprintToken` of the token. */
  readonly fingerprint: string;
  /** The text. A secret: whoever has it can join with it. */
  readonly token: string;
}

/** Which tokens were revoked. A port: what a platform keeps, or a list of your own. */
export interface TokenRevocations {
  /** Whether the token was revoked. What this throws fails the renewal. */
  isRevoked(token: RenewableToken): boolean | Promise<boolean>;
}
