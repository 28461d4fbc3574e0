/** A revocation as the platform's administration shows it. */
export interface ShownRevocation {
  /** 32 hex characters. */
  readonly key: string;
  readonly appId: string;
  readonly kind: 'token' | 'user' | 'channel-user' | 'channel' | 'project';
  readonly user: string | null;
  readonly channel: string | null;
  readonly fingerprint: string | null;
  /** Instants are Unix seconds. */
  readonly issuedUntil: number;
  readonly reason: string | null;
  readonly createdAt: number;
  readonly endsAt: number;
}

/** Revocations, and where the rest of them begins. */
export interface ShownRevocations {
  readonly revocations: readonly ShownRevocation[];
  readonly next: string | null;
}

/** What the platform decides of somebody who arrives. */
export type ShownAdmission =
  | {
      readonly admitted: true;
      readonly appId: string;
      readonly service: string;
      readonly channel: string | null;
      readonly user: string | null;
      readonly privileges: Readonly<Record<string, number>>;
      readonly withheld: Readonly<Record<string, number>>;
      readonly expiresAt: number;
      readonly renewAt: number;
      readonly token: {
        readonly version: string;
        readonly fingerprint: string;
        readonly issuedAt: number;
        readonly certificate: string;
      };
    }
  | {
      readonly admitted: false;
      readonly code: string;
      readonly message: string;
      readonly retryAt: number | null;
    };

/** The result of `revocation.create` and `revocation.remove`, of our own administration. */
export function parseRevocationResult(result: unknown): ShownRevocation {
  return result as ShownRevocation;
}

/** The result of `revocation.list`, of our own administration. */
export function parseRevocationList(result: unknown): ShownRevocations {
  return result as ShownRevocations;
}

/** The result of `admission.check`, of our own administration. */
export function parseAdmissionResult(result: unknown): ShownAdmission {
  return result as ShownAdmission;
}
