import type { GatewayMetrics, GatewayObservation } from '@stagedoor/platform/observability';
import type { TokenOutcome } from '@stagedoor/token-server';
import { auditEntriesOf } from './audit-entries.js';
import type { CertificateUse } from './certificate-use.js';
import { outcomeFields } from './outcome-fields.js';
import { toObservation } from './to-observation.js';
import type { TokenMetrics } from './token-metrics.js';

/** Who is told of each request. */
export interface OutcomeListeners {
  readonly log: {
    info(fields: object, text: string): void;
    error(fields: object, text: string): void;
    /** Default: every level is. */
    isLevelEnabled?(level: string): boolean;
  };
  readonly metrics: Pick<GatewayMetrics, 'observe'>;
  readonly tokenMetrics: TokenMetrics;
  readonly use: CertificateUse;
  /** Throws where nothing more can be written: then nothing is granted. */
  readonly audit?: { add(entry: object): void } | undefined;
  readonly trace?: ((observation: GatewayObservation) => void) | undefined;
}

type Granted = Extract<TokenOutcome, { readonly kind: 'granted' }>;

function noteCertificates({ tokens }: Granted, use: CertificateUse): void {
  for (const token of tokens) {
    const { appId, certificateFingerprint: certificate, issuedAt, expiresAt, renewed } = token;
    use.noteIssued({ appId, certificate, issuedAt, expiresAt });
    if (renewed === undefined) continue;
    use.noteRenewed({ appId, certificate: renewed.certificateFingerprint });
  }
}

/** Tells all of them. The audit comes first, and what it throws fails the request: what is not written was not granted. */
export function createOutcomeObserver(
  listeners: OutcomeListeners,
): (outcome: TokenOutcome) => void {
  const { log, metrics, tokenMetrics, use, audit, trace } = listeners;
  return (outcome) => {
    if (outcome.kind === 'granted') {
      if (audit !== undefined) for (const entry of auditEntriesOf(outcome)) audit.add(entry);
      noteCertificates(outcome, use);
    }
    const observation = toObservation(outcome);
    metrics.observe(observation);
    tokenMetrics.observe(outcome);
    trace?.(observation);
    const level = outcome.kind === 'failed' ? 'error' : 'info';
    if (log.isLevelEnabled?.(level) === false) return;
    log[level](outcomeFields(outcome), 'token request');
  };
}
