import type { RtcRole } from '@stagedoor/token';

/**
 * What became of one request, for the operator's log: who got what, or why not. Holds no token and no certificate.
 */
export type TokenOutcome =
  | {
      readonly kind: 'granted';
      readonly channel: string;
      readonly uid: number;
      readonly role: RtcRole;
      /** When the token begins, Unix seconds. */
      readonly issuedAt: number;
      /** The token's life from then on. */
      readonly expiresInSeconds: number;
      /** `fingerprintToken` of the token. */
      readonly fingerprint: string;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** The stable code of the reason. */
      readonly code: string;
      readonly reason: string;
    }
  | {
      /** The server's own fault, or its log's: the caller learns nothing of `cause`. */
      readonly kind: 'failed';
      readonly status: 500;
      readonly code: 'internal_error';
      readonly reason: string;
      readonly cause: unknown;
    };
