import type { GatewayObservation, GatewayOutcome } from '@stagedoor/platform/observability';
import type { TokenOutcome } from '@stagedoor/token-server';

const UNAUTHENTICATED = 401;
const TOO_MANY = 429;

function outcomeOf({ kind, status }: TokenOutcome): GatewayOutcome {
  if (kind === 'granted') return 'answered';
  if (kind === 'failed') return 'failed';
  if (status === UNAUTHENTICATED) return 'unauthenticated';
  return status === TOO_MANY ? 'limited' : 'refused';
}

/** A request for a token in the terms of the gateway, so that both have the same metrics and traces. */
export function toObservation(outcome: TokenOutcome): GatewayObservation {
  const { route, caller, status, durationMillis = 0, clientAddress = '', requestId } = outcome;
  return {
    operationId: route === undefined ? 'none' : `token-${route}`,
    family: undefined,
    scheme: caller?.kind ?? 'none',
    outcome: outcomeOf(outcome),
    status,
    code: outcome.kind === 'granted' ? undefined : outcome.code,
    latencyMillis: durationMillis,
    claimedId: undefined,
    customerId: undefined,
    organizationId: undefined,
    address: clientAddress,
    requestId,
    traceparent: outcome.traceparent,
  };
}
