import { describe, expect, it } from 'vitest';
import { failedOf, grantedOf, refusedOf } from '../../test/test-outcome.js';
import { toObservation } from './to-observation.js';

describe('a request for a token as an observation', () => {
  it.each([
    [grantedOf(), 'answered', undefined],
    [refusedOf(), 'refused', 'not_granted'],
    [refusedOf({ status: 401, code: 'caller_missing' }), 'unauthenticated', 'caller_missing'],
    [
      refusedOf({ status: 429, code: 'too_many_token_requests' }),
      'limited',
      'too_many_token_requests',
    ],
    [failedOf(new TypeError('x')), 'failed', 'internal_error'],
  ] as const)('has the outcome of %j', (outcome, word, code) => {
    expect(toObservation(outcome)).toMatchObject({
      operationId: 'token-token',
      scheme: 'api-key',
      outcome: word,
      code,
      status: outcome.status,
      latencyMillis: 1.5,
      address: '198.51.100.7',
      requestId: 'request-1',
    });
  });

  it('has words for what there is not', () => {
    const outcome = refusedOf({ route: undefined, caller: undefined, clientAddress: undefined });
    expect(toObservation(outcome)).toMatchObject({
      operationId: 'none',
      scheme: 'none',
      address: '',
    });
  });
});
