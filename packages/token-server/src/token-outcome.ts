import type { ServiceName } from '@stagedoor/token';
import type { RenewedToken } from './issue/issued-token.js';

/** One service of a token that was issued. */
export interface OutcomeService {
  readonly service: ServiceName;
  /** As the token carries it, like `user`: empty for any. Undefined where the service has none. */
  readonly channel: string | undefined;
  readonly user: string | undefined;
  /** By name. */
  readonly privileges: readonly string[];
  /** The rule of the policy that granted it. */
  readonly rule: string;
}

/** One token that was issued, without the token. */
export interface OutcomeToken {
  readonly appId: string;
  /** `fingerprintToken` of the token. */
  readonly fingerprint: string;
  /**
   * Names the certificate that signed it: the first 8 hex digits of the SHA-256 of its text. Tokens of a certificate are in
   * use until the latest `expiresAt` that was seen with it.
   */
  readonly certificateFingerprint: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly services: readonly OutcomeService[];
  /** The token that this one takes the place of, and the certificate that had signed that one. */
  readonly renewed: RenewedToken | undefined;
}

/** What there is to say of every request. */
export interface OutcomeContext {
  /** In the answer, too: `x-request-id`. */
  readonly requestId: string;
  /** The name of the route; undefined where there is none. */
  readonly route: string | undefined;
  readonly status: number;
  readonly clientAddress: string | undefined;
  /** Who called, where that was proven. */
  readonly caller: OutcomeCaller | undefined;
  /** The header `traceparent`, where it came well-formed: the trace that the request is part of. */
  readonly traceparent: string | undefined;
  /** From the request to its answer, where there is a clock for it. */
  readonly durationMillis: number | undefined;
}

/** A caller as logs name it. */
export interface OutcomeCaller {
  readonly kind: string;
  readonly id: string;
  readonly issuer: string | undefined;
  /** By which of its credentials it was known: `Caller.credential`. */
  readonly credential: string | undefined;
}

/**
 * What became of one request, for the operator's log, audit and metrics: who got what by which rule, or why not. Holds no
 * token, no key and no certificate.
 */
export type TokenOutcome = OutcomeContext &
  (
    | {
        readonly kind: 'granted';
        /** At least one. */
        readonly tokens: readonly OutcomeToken[];
      }
    | {
        readonly kind: 'refused';
        /** The stable code of the reason. */
        readonly code: string;
        /** Says more than the caller is told. */
        readonly reason: string;
      }
    | {
        /** Not the caller's doing: this server's own fault, its log's, or that of what it stands on. Status 500 and above. */
        readonly kind: 'failed';
        readonly code: string;
        readonly reason: string;
        /** The caller learns nothing of it. */
        readonly cause: unknown;
      }
  );
