import {
  type Context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { GatewayObservation } from '../gateway/gateway-observation.js';
import type { RequestTracer, TracerOptions } from './request-tracer.js';
import { parseTraceparent } from './parse-traceparent.js';

const SERVICE = 'stagedoor';
const PERCENT = 100;
const EXPORT_LIMIT_MILLIS = 5000;

const urlOf = (endpoint: string): string => `${endpoint.replace(/\/+$/, '')}/v1/traces`;

/** What is known of the service: ours, and what the standard variables say. */
const resourceOf = (version: string): Resource =>
  resourceFromAttributes({ 'service.name': SERVICE, 'service.version': version }).merge(
    detectResources({ detectors: [envDetector] }),
  );

/** The same exporter, and a count of what became of its batches. */
function countBatches(exporter: SpanExporter, count: (event: string) => void): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        count(result.error === undefined ? 'traces_exported' : 'traces_failed');
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

function createProvider({
  endpoint,
  samplePercent,
  version,
  count,
}: TracerOptions): TracerProvider {
  const exporter = new OTLPTraceExporter({
    url: urlOf(endpoint),
    timeoutMillis: EXPORT_LIMIT_MILLIS,
  });
  return new TracerProvider({
    resource: resourceOf(version),
    sampler: new ParentBasedSampler({
      root: new TraceIdRatioBasedSampler(samplePercent / PERCENT),
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter: countBatches(exporter, count) })],
  });
}

function contextOf(traceparent: string | undefined): Context {
  const parent = parseTraceparent(traceparent);
  if (parent === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, isSampled } = parent;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function attributesOf(observation: GatewayObservation): Record<string, string | number> {
  const { operationId, scheme, outcome, status, code, customerId, requestId } = observation;
  return {
    'stagedoor.operation': operationId,
    'stagedoor.scheme': scheme,
    'stagedoor.outcome': outcome,
    'stagedoor.request_id': requestId,
    'http.response.status_code': status,
    ...(code === undefined ? {} : { 'stagedoor.code': code }),
    ...(customerId === undefined ? {} : { 'stagedoor.customer_id': customerId }),
  };
}

/** Makes a span of each request when it is over, and sends them in batches to a collector: OTLP over HTTP, JSON. */
export class OtlpTracer implements RequestTracer {
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  readonly #nowMillis: () => number;

  constructor(options: TracerOptions) {
    this.#provider = createProvider(options);
    this.#tracer = this.#provider.getTracer(SERVICE, options.version);
    this.#nowMillis = options.nowMillis;
  }

  readonly observe = (observation: GatewayObservation): void => {
    const { operationId, latencyMillis, outcome, traceparent } = observation;
    const endMillis = this.#nowMillis();
    const span = this.#tracer.startSpan(
      operationId,
      {
        kind: SpanKind.SERVER,
        startTime: endMillis - latencyMillis,
        attributes: attributesOf(observation),
      },
      contextOf(traceparent),
    );
    if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(endMillis);
  };

  async close(): Promise<void> {
    await this.#provider.shutdown().catch(() => undefined);
  }
}
