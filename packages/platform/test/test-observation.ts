import type { GatewayObservation } from '../src/gateway/gateway-observation.js';

/** A request that was answered, and what a test wants of it to be other. */
export const observationOf = (parts: Partial<GatewayObservation> = {}): GatewayObservation => ({
  operationId: 'list-projects',
  family: 'projects',
  scheme: 'basic',
  outcome: 'answered',
  status: 200,
  code: undefined,
  latencyMillis: 4,
  claimedId: undefined,
  customerId: '0c1e5a7d93b84f26a1d0e7c5b3f29846',
  organizationId: 'organization-1',
  address: '192.0.2.1',
  requestId: 'request-1',
  ...parts,
});
