import type { TokenOutcome } from '@stagedoor/token-server';

const MILLIS = 1000;

/** What became of a request that was granted. */
type Granted = Extract<TokenOutcome, { readonly kind: 'granted' }>;

/** One line of the audit file: who got what, by which rule. Holds no token. */
export interface AuditEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly requestId: string;
  readonly route: string | undefined;
  readonly clientAddress: string | undefined;
  readonly caller: Granted['caller'];
  readonly appId: string;
  /** Its fingerprint. */
  readonly token: string;
  /** The fingerprint of the certificate that signed it. */
  readonly certificate: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Unix seconds. */
  readonly expiresAt: number;
  /** The fingerprint of the token that it takes the place of. */
  readonly renews: string | undefined;
  readonly services: Granted['tokens'][number]['services'];
}

/** A line for each token of a request. */
export function auditEntriesOf(outcome: Granted): readonly AuditEntry[] {
  const { requestId, route, clientAddress, caller, tokens } = outcome;
  return tokens.map((token) => ({
    time: new Date(token.issuedAt * MILLIS).toISOString(),
    requestId,
    route,
    clientAddress,
    caller,
    appId: token.appId,
    token: token.fingerprint,
    certificate: token.certificateFingerprint,
    issuedAt: token.issuedAt,
    expiresAt: token.expiresAt,
    renews: token.renewed?.fingerprint,
    services: token.services,
  }));
}
