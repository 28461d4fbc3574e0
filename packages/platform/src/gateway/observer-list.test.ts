import { describe, expect, it } from 'vitest';
import type { GatewayFailure, GatewayObservation } from './gateway-observation.js';
import { observeStray } from './observe-request.js';
import { ObserverList } from './observer-list.js';

const observation: GatewayObservation = observeStray({
  error: undefined,
  status: 200,
  latencyMillis: 1,
  address: '192.0.2.1',
  requestId: 'r',
});

describe('ObserverList', () => {
  it('tells all of them, also where one fails', () => {
    const told: string[] = [];
    const failures: GatewayFailure[] = [];
    const broken = new TypeError('broken');
    const list = new ObserverList(
      [
        ({ requestId }) => told.push(`first ${requestId}`),
        () => {
          throw broken;
        },
        ({ requestId }) => told.push(`last ${requestId}`),
      ],
      (failure) => failures.push(failure),
    );
    list.tell(observation);
    expect(told).toEqual(['first r', 'last r']);
    expect(failures).toEqual([{ error: broken, requestId: 'r', operationId: 'none' }]);
    expect([list.isEmpty, new ObserverList([], () => undefined).isEmpty]).toEqual([false, true]);
  });
});
