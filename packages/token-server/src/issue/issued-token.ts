import type { ServiceName } from '@stagedoor/token';

/** One service of a token, as it was issued. */
export interface IssuedService {
  readonly service: ServiceName;
  /** As the token carries it: empty for any. Undefined where the service has none. */
  readonly channel: string | undefined;
  /** As the token carries it: a uid in decimal, an account, or empty for any. Undefined where the service has none. */
  readonly user: string | undefined;
  /** By name, with their end in Unix seconds. */
  readonly privileges: Readonly<Record<string, number>>;
  /** The rule of the policy that granted it. */
  readonly rule: string;
}

/** A token in whose place a new one was issued. */
export interface RenewedToken {
  /** `fingerprintToken` of it. */
  readonly fingerprint: string;
  /** Which certificate had signed it: `fingerprintCertificate`. */
  readonly certificateFingerprint: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** A token and what it says. */
export interface IssuedToken {
  readonly token: string;
  /** `fingerprintToken` of it. */
  readonly fingerprint: string;
  readonly appId: string;
  /** Which certificate signed it: `fingerprintCertificate`. */
  readonly certificateFingerprint: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresInSeconds: number;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly services: readonly IssuedService[];
  /** The token that this one takes the place of, where it was asked for with one. */
  readonly renewed?: RenewedToken | undefined;
}
