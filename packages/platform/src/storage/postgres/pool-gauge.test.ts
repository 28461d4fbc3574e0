import { describe, expect, it } from 'vitest';
import { createPoolGauge } from './pool-gauge.js';

describe('createPoolGauge', () => {
  it('reads the pool as it is then', () => {
    const pool = { totalCount: 3, idleCount: 1, waitingCount: 0 };
    const gauge = createPoolGauge(pool);
    pool.waitingCount = 5;
    expect([...gauge.read()]).toEqual([
      ['open', 3],
      ['idle', 1],
      ['waiting', 5],
    ]);
  });
});
