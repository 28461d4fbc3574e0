import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { observationOf } from '../../test/test-observation.js';
import { openTracer } from './open-tracer.js';
import type { RequestTracer } from './request-tracer.js';

const NOW_MILLIS = 1_795_242_600_000;

interface ExportedSpan {
  readonly traceId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code: number };
  readonly attributes: readonly { readonly key: string; readonly value: unknown }[];
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly { readonly key: string; readonly value: unknown }[];
    };
    readonly scopeSpans: readonly { readonly spans: readonly ExportedSpan[] }[];
  }[];
}

let collector: Server;
let exports: Export[];
let paths: (string | undefined)[];
let status: number;
let counted: string[];

beforeEach(async () => {
  exports = [];
  paths = [];
  counted = [];
  status = 200;
  const collect = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    exports.push((await json(request)) as Export);
    paths.push(request.url);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end('{}');
  };
  collector = createServer((request, response) => void collect(request, response)).listen(
    0,
    '127.0.0.1',
  );
  await once(collector, 'listening');
});

afterEach(() => {
  collector.closeAllConnections();
  collector.close();
});

const open = (samplePercent = 100): Promise<RequestTracer> =>
  openTracer({
    endpoint: `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`,
    samplePercent,
    version: '1.2.3',
    nowMillis: () => NOW_MILLIS,
    count: (event) => counted.push(event),
  });

const spans = (): readonly ExportedSpan[] =>
  exports.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );

describe('the tracer', () => {
  it('sends a span for each request with what it was and how it ended', async () => {
    const tracer = await open();
    tracer.observe(observationOf());
    tracer.observe(observationOf({ outcome: 'failed', status: 503, code: 'storage_unavailable' }));
    await tracer.close();
    expect(paths).toEqual(['/v1/traces']);
    const [first, second] = spans();
    expect(first).toMatchObject({
      name: 'list-projects',
      startTimeUnixNano: `${NOW_MILLIS - 4}000000`,
      endTimeUnixNano: `${NOW_MILLIS}000000`,
      attributes: expect.arrayContaining([
        { key: 'stagedoor.scheme', value: { stringValue: 'basic' } },
        { key: 'stagedoor.outcome', value: { stringValue: 'answered' } },
        { key: 'http.response.status_code', value: { intValue: 200 } },
      ]),
    });
    expect(first?.parentSpanId ?? '').toBe('');
    expect(second).toMatchObject({
      status: { code: 2 },
      attributes: expect.arrayContaining([
        { key: 'stagedoor.code', value: { stringValue: 'storage_unavailable' } },
      ]),
    });
    expect(exports[0]?.resourceSpans[0]?.resource.attributes).toEqual(
      expect.arrayContaining([{ key: 'service.version', value: { stringValue: '1.2.3' } }]),
    );
    expect(counted).toEqual(['traces_exported']);
  });

  it('continues the trace of the sender', async () => {
    const tracer = await open();
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    tracer.observe(observationOf({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` }));
    tracer.observe(observationOf({ traceparent: 'no traceparent' }));
    await tracer.close();
    const [first, second] = spans();
    expect(first).toMatchObject({ traceId, parentSpanId: '00f067aa0ba902b7' });
    expect(second?.traceId).not.toBe(traceId);
  });

  it('leaves out what the sender or the share of samples leaves out', async () => {
    const tracer = await open(0);
    const parent = '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7';
    tracer.observe(observationOf({ operationId: 'none' }));
    tracer.observe(observationOf({ operationId: 'left-out', traceparent: `00-${parent}-00` }));
    tracer.observe(observationOf({ operationId: 'taken', traceparent: `00-${parent}-01` }));
    await tracer.close();
    expect(spans().map(({ name }) => name)).toEqual(['taken']);
  });

  it('counts what the collector refuses, and does not fail', async () => {
    status = 400;
    const tracer = await open();
    tracer.observe(observationOf());
    await tracer.close();
    expect(counted).toEqual(['traces_failed']);
    tracer.observe(observationOf());
    await tracer.close();
  });
});
