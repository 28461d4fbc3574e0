export type { GatewayObservation, GatewayOutcome } from './gateway/gateway-observation.js';
export { describeError } from './observability/describe-error.js';
export { GatewayMetrics, type GaugeSource } from './observability/gateway-metrics.js';
export { openTracer } from './observability/open-tracer.js';
export { createOperationsListener, type MetricsText } from './observability/operations-listener.js';
export { Readiness, type ReadinessCheck } from './observability/readiness.js';
export type { RequestTracer } from './observability/request-tracer.js';
