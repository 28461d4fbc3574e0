import type { OutcomeToken, TokenOutcome } from '@stagedoor/token-server';
import { describeError } from '@stagedoor/platform/observability';

const MICROS = 1000;
/** Between the version and the span: W3C Trace Context, section 3.2. */
const TRACE_ID = /^[0-9a-f]{2}-(?<traceId>[0-9a-f]{32})-/;

function describeToken(token: OutcomeToken): object {
  const { appId, fingerprint, certificateFingerprint, issuedAt, expiresAt, services } = token;
  return {
    appId,
    fingerprint,
    certificate: certificateFingerprint,
    issuedAt,
    expiresAt,
    renews: token.renewed?.fingerprint,
    services,
  };
}

function verdictOf(outcome: TokenOutcome): object {
  switch (outcome.kind) {
    case 'granted':
      return { tokens: outcome.tokens.map(describeToken) };
    case 'refused':
      return { code: outcome.code, reason: outcome.reason };
    case 'failed': {
      const { code, reason, cause } = outcome;
      return { code, reason, error: describeError(cause) };
    }
  }
}

/** The fields of a request's line in the log: who asked, what became of it, by which rule or why not. No secret is among them. */
export function outcomeFields(outcome: TokenOutcome): object {
  const { requestId, route, status, kind, caller, clientAddress, durationMillis } = outcome;
  return {
    requestId,
    route,
    status,
    outcome: kind,
    caller,
    address: clientAddress,
    durationMillis:
      durationMillis === undefined ? undefined : Math.round(durationMillis * MICROS) / MICROS,
    traceId: TRACE_ID.exec(outcome.traceparent ?? '')?.groups?.['traceId'],
    ...verdictOf(outcome),
  };
}
