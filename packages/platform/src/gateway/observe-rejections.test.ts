import { expect, it } from 'vitest';
import type { RejectedRequest } from '../features/audit-trail/rejection-recorder.js';
import type { GatewayObservation } from './gateway-observation.js';
import { observeRejections } from './observe-rejections.js';

const OBSERVATION: GatewayObservation = {
  operationId: 'list-projects',
  family: 'projects',
  scheme: 'basic',
  outcome: 'unauthenticated',
  status: 401,
  code: 'wrong_secret',
  latencyMillis: 1,
  claimedId: '0c1e5a7d93b84f26a1d0e7c5b3f29846',
  customerId: undefined,
  organizationId: 'organization-1',
  address: '192.0.2.7',
  requestId: 'request-1',
};

function observe(changes: Partial<GatewayObservation>): readonly RejectedRequest[] {
  const recorded: RejectedRequest[] = [];
  observeRejections({ record: (request) => recorded.push(request) })({
    ...OBSERVATION,
    ...changes,
  });
  return recorded;
}

it('records a request that is not proven, without its latency', () => {
  expect(observe({})).toEqual([
    {
      operationId: 'list-projects',
      scheme: 'basic',
      code: 'wrong_secret',
      claimedId: OBSERVATION.claimedId,
      customerId: undefined,
      organizationId: 'organization-1',
      address: '192.0.2.7',
      requestId: 'request-1',
    },
  ]);
  expect(observe({ code: undefined })[0]?.code).toBe('401');
});

it.each([
  { outcome: 'refused', status: 401, code: 'not_entitled', customerId: 'c' },
  { outcome: 'refused', status: 403, code: 'read_only_credential', customerId: 'c' },
  { outcome: 'limited', status: 429, code: 'rate_limited' },
] as const)('records $code', (changes) => {
  expect(observe(changes)).toHaveLength(1);
});

it.each([
  { outcome: 'answered', status: 200, code: undefined },
  { outcome: 'refused', status: 400, code: 'invalid_request' },
  { outcome: 'limited', status: 429, code: 'rate_limited', customerId: 'c' },
  { outcome: 'failed', status: 500, code: 'internal' },
] as const)('leaves $outcome $status to others', (changes) => {
  expect(observe(changes)).toEqual([]);
});
