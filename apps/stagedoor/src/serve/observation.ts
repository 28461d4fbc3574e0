import {
  describeError,
  GatewayMetrics,
  type GaugeSource,
  openTracer,
  RequestLog,
  type RequestTracer,
  type ServerOptions,
} from '@stagedoor/platform';
import type { Logger } from 'pino';
import type { ServeConfig } from '../config/serve-config.js';
import { createLogger } from '../log/create-logger.js';
import type { ServerWatch } from '../server-watch.js';
import { VERSION } from '../version.js';
import type { World } from '../world.js';

/** All that watches a server: its log, its metrics and its traces. */
export class Observation implements ServerWatch {
  readonly log: Logger;
  readonly metrics: GatewayMetrics;
  readonly #requests: RequestLog;
  readonly #tracer: RequestTracer | undefined;

  private constructor(log: Logger, metrics: GatewayMetrics, tracer: RequestTracer | undefined) {
    this.log = log;
    this.metrics = metrics;
    this.#requests = new RequestLog(log);
    this.#tracer = tracer;
  }

  /** Begins to watch. OpenTelemetry is loaded only where there is a collector. */
  static async open(config: ServeConfig, world: World): Promise<Observation> {
    const { logLevel, otlpEndpoint, traceSamplePercent } = config;
    const metrics = new GatewayMetrics({ version: VERSION, withProcess: true });
    const tracer =
      otlpEndpoint === undefined
        ? undefined
        : await openTracer({
            endpoint: otlpEndpoint,
            samplePercent: traceSamplePercent,
            version: VERSION,
            nowMillis: () => world.nowMillis(),
            count: metrics.count,
          });
    return new Observation(createLogger(world, logLevel), metrics, tracer);
  }

  /** What the server is to tell. */
  get listeners(): Pick<ServerOptions, 'observers' | 'onFailure'> {
    const { observe } = this.#requests;
    const traced = this.#tracer === undefined ? [] : [this.#tracer.observe];
    return {
      observers: [this.metrics.observe, observe, ...traced],
      onFailure: this.#requests.fail,
    };
  }

  /** Traces one request; undefined where there is no collector. */
  get trace(): RequestTracer['observe'] | undefined {
    return this.#tracer?.observe;
  }

  /** Counts what happens beside requests. */
  count(event: string): void {
    this.metrics.count(event);
  }

  /** Logs what goes wrong beside requests. */
  fail(what: string, error: unknown): void {
    this.log.error({ error: describeError(error) }, what);
  }

  /** Logs what is worth a line. */
  note(what: string): void {
    this.log.info({}, what);
  }

  addGauges(gauges: readonly GaugeSource[]): void {
    for (const gauge of gauges) this.metrics.addGauge(gauge);
  }

  /** Sends what is not sent yet. */
  async close(): Promise<void> {
    await this.#tracer?.close();
  }
}
