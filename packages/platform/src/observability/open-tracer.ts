import type { RequestTracer, TracerOptions } from './request-tracer.js';

/**
 * Loads OpenTelemetry, which takes memory and time, and begins to send. Headers and certificates for the collector are
 * those of the standard variables (`OTEL_EXPORTER_OTLP_HEADERS` and others), as are resource attributes.
 */
export async function openTracer(options: TracerOptions): Promise<RequestTracer> {
  const { OtlpTracer } = await import('./otlp-tracer.js');
  return new OtlpTracer(options);
}
