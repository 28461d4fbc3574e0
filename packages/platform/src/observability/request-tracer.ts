import type { GatewayObservation } from '../gateway/gateway-observation.js';

/** What traces are made and sent with. */
export interface TracerOptions {
  /** The collector, as `OTEL_EXPORTER_OTLP_ENDPOINT` names it: `/v1/traces` is added. */
  readonly endpoint: string;
  /** Of the requests that come without a decision of their sender: 0 to 100. */
  readonly samplePercent: number;
  readonly version: string;
  /** Unix milliseconds. */
  readonly nowMillis: () => number;
  /** Told of each batch: `traces_exported`, `traces_failed`. */
  readonly count: (event: string) => void;
}

/** Sends a span for each request. */
export interface RequestTracer {
  /** A `GatewayObserver`. */
  readonly observe: (observation: GatewayObservation) => void;
  /** Sends what is left, for some seconds at most. Never rejects. */
  close(): Promise<void>;
}
