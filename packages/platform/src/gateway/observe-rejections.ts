import type { RejectionRecorder } from '../features/audit-trail/rejection-recorder.js';
import type { GatewayObservation, GatewayObserver } from './gateway-observation.js';

/** Of those whose sender is proven, the ones that may not do what they asked for. */
const FORBIDDEN = [401, 403];

function isRejection({ outcome, status, customerId }: GatewayObservation): boolean {
  switch (outcome) {
    case 'unauthenticated':
      return true;
    case 'refused':
      return FORBIDDEN.includes(status);
    case 'limited':
      // A customer who is proven and in a hurry is no attack; an address that was shut out may be one.
      return customerId === undefined;
    case 'answered':
    case 'failed':
      return false;
  }
}

/** Brings the requests that are refused because of who sends them into the audit trail. */
export function observeRejections(recorder: Pick<RejectionRecorder, 'record'>): GatewayObserver {
  return (observation) => {
    if (!isRejection(observation)) return;
    const { operationId, scheme, code, claimedId, customerId } = observation;
    const { organizationId, address, requestId } = observation;
    recorder.record({
      operationId,
      scheme,
      code: code ?? String(observation.status),
      claimedId,
      customerId,
      organizationId,
      address,
      requestId,
    });
  };
}
