import { describe, expect, it } from 'vitest';
import { observationOf } from '../../test/test-observation.js';
import { RequestLog } from './request-log.js';

function makeLog(): { readonly log: RequestLog; readonly lines: object[] } {
  const lines: object[] = [];
  const sink = {
    info: (fields: object, text: string): void =>
      void lines.push({ level: 'info', text, ...fields }),
    error: (fields: object, text: string): void =>
      void lines.push({ level: 'error', text, ...fields }),
  };
  return { log: new RequestLog(sink), lines };
}

describe('the request log', () => {
  it('has a line for each request', () => {
    const { log, lines } = makeLog();
    log.observe(observationOf({ latencyMillis: 1.234_567 }));
    expect(lines).toEqual([
      {
        level: 'info',
        text: 'request',
        operation: 'list-projects',
        family: 'projects',
        scheme: 'basic',
        outcome: 'answered',
        status: 200,
        latencyMillis: 1.235,
        customerId: '0c1e5a7d93b84f26a1d0e7c5b3f29846',
        organizationId: 'organization-1',
        address: '192.0.2.1',
        requestId: 'request-1',
      },
    ]);
  });

  it('tells a customer that is named from one that is proven', () => {
    const { log, lines } = makeLog();
    const claimedId = '0c1e5a7d93b84f26a1d0e7c5b3f29846';
    log.observe(observationOf({ claimedId, customerId: undefined, code: 'wrong_secret' }));
    expect(lines).toEqual([expect.objectContaining({ claimedId, code: 'wrong_secret' })]);
  });

  it('names the trace, and repeats no header that is none', () => {
    const { log, lines } = makeLog();
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    log.observe(observationOf({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` }));
    log.observe(observationOf({ traceparent: 's3cret' }));
    expect(lines).toEqual([expect.objectContaining({ traceId }), expect.anything()]);
    expect(JSON.stringify(lines)).not.toContain('s3cret');
  });

  it('has a line for a fault, with the request that ran into it', () => {
    const { log, lines } = makeLog();
    const error = new Error('value "s3cret" is too long');
    log.fail({ error, requestId: 'request-1', operationId: 'create-project' });
    expect(lines).toEqual([
      {
        level: 'error',
        text: 'failure',
        requestId: 'request-1',
        operation: 'create-project',
        error: expect.objectContaining({ type: 'Error', message: 'value … is too long' }),
      },
    ]);
  });
});
