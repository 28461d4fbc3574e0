import type { GatewayFailure, GatewayObservation } from '../gateway/gateway-observation.js';
import { describeError } from './describe-error.js';
import { parseTraceparent } from './parse-traceparent.js';

/** Where log lines go. A port: pino fits. */
export interface LogSink {
  info(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

const MICROS = 1000;

/** The fields of a request's line. Nothing that its sender wrote is among them, but for its request ID. */
function toFields(observation: GatewayObservation): object {
  const { latencyMillis, operationId, claimedId, traceparent, ...rest } = observation;
  return {
    ...rest,
    operation: operationId,
    // Not proven, so that nobody takes it for who it was.
    ...(observation.customerId === undefined ? { claimedId } : {}),
    latencyMillis: Math.round(latencyMillis * MICROS) / MICROS,
    // To find the line of a span.
    traceId: parseTraceparent(traceparent)?.traceId,
  };
}

/** Writes one line for each request, and one more for each fault. */
export class RequestLog {
  readonly #sink: LogSink;

  constructor(sink: LogSink) {
    this.#sink = sink;
  }

  /** A `GatewayObserver`. */
  readonly observe = (observation: GatewayObservation): void => {
    this.#sink.info(toFields(observation), 'request');
  };

  /** A `FailureObserver`. */
  readonly fail = ({ error, requestId, operationId }: GatewayFailure): void => {
    this.#sink.error({ requestId, operation: operationId, error: describeError(error) }, 'failure');
  };
}
