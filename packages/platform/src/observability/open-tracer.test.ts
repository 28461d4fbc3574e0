import { describe, expect, it } from 'vitest';
import { observationOf } from '../../test/test-observation.js';
import { openTracer } from './open-tracer.js';

describe('openTracer', () => {
  it('works without a collector: what cannot be sent is counted', async () => {
    const counted: string[] = [];
    const tracer = await openTracer({
      endpoint: 'http://127.0.0.1:1',
      samplePercent: 100,
      version: '1.2.3',
      nowMillis: () => 1_795_242_600_000,
      count: (event) => counted.push(event),
    });
    tracer.observe(observationOf());
    await tracer.close();
    expect(counted).toEqual(['traces_failed']);
  });
});
