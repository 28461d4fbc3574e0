import { describe, expect, it } from 'vitest';
import { observationOf } from '../../test/test-observation.js';
import { GatewayMetrics } from './gateway-metrics.js';

const make = (withProcess = false): GatewayMetrics =>
  new GatewayMetrics({ version: '1.2.3', withProcess });

describe('the metrics', () => {
  it('count requests by operation, scheme and outcome, and measure how long they take', async () => {
    const metrics = make();
    metrics.observe(observationOf());
    metrics.observe(observationOf());
    metrics.observe(observationOf({ scheme: 'hmac', outcome: 'refused', code: 'not_found' }));
    const text = await metrics.text();
    expect(text).toContain(
      'stagedoor_requests_total{operation="list-projects",scheme="basic",outcome="answered"} 2',
    );
    expect(text).toContain('stagedoor_rejected_total{code="not_found"} 1');
    expect(text).toContain(
      'stagedoor_request_duration_seconds_bucket{le="0.005",operation="list-projects"} 3',
    );
    expect(text).toContain(
      'stagedoor_request_duration_seconds_sum{operation="list-projects"} 0.012',
    );
    expect(text).toContain('stagedoor_build_info{version="1.2.3"} 1');
  });

  it('count what is over a limit by family, and events by name', async () => {
    const metrics = make();
    metrics.observe(observationOf({ outcome: 'limited', code: 'rate_limited', status: 429 }));
    metrics.observe(observationOf({ outcome: 'limited', family: undefined }));
    metrics.count('audit_dropped', 3);
    const text = await metrics.text();
    expect(text).toContain('stagedoor_rate_limited_total{family="projects"} 1');
    expect(text).toContain('stagedoor_rate_limited_total{family="none"} 1');
    expect(text).toContain('stagedoor_events_total{event="audit_dropped"} 3');
  });

  it('ask for gauges when they are read, and leave out what fails', async () => {
    const metrics = make();
    let size = 5;
    metrics.addGauge({
      name: 'database_connections',
      help: 'Open connections',
      read: () => new Map([['idle', size]]),
    });
    metrics.addGauge({
      name: 'tls_certificate_expires_at_seconds',
      help: 'Until when',
      read: async () => new Map([['', 7]]),
    });
    metrics.addGauge({
      name: 'broken',
      help: 'Broken',
      read: () => Promise.reject(new Error('away')),
    });
    expect(await metrics.text()).toContain('stagedoor_database_connections{state="idle"} 5');
    size = 6;
    const text = await metrics.text();
    expect(text).toContain('stagedoor_database_connections{state="idle"} 6');
    expect(text).toContain('stagedoor_tls_certificate_expires_at_seconds 7');
    expect(text).not.toMatch(/^stagedoor_broken\b/m);
  });

  it('measure the process where that is asked for, each registry by itself', async () => {
    expect(await make(true).text()).toContain('process_resident_memory_bytes');
    expect(await make(true).text()).toContain('nodejs_eventloop_lag_seconds');
    expect(await make().text()).not.toContain('process_');
  });

  it('have no label with what a caller wrote, and an end to how many there are', async () => {
    const metrics = make();
    for (let index = 0; index < 5000; index += 1) {
      metrics.observe(
        observationOf({
          scheme: `Scheme ${index}`,
          code: `code-${index}`,
          outcome: 'refused',
          address: `192.0.2.${index}`,
          requestId: `request-mark-${index}`,
          claimedId: `claimed-mark-${index}`,
        }),
      );
    }
    const text = await metrics.text();
    expect(text).not.toMatch(/mark|192\.0\.2|Scheme/);
    expect(text.split('\n').length).toBeLessThan(60);
    expect(text).toContain('scheme="other"');
  });
});
