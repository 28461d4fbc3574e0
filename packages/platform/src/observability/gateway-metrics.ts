import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { GatewayObservation } from '../gateway/gateway-observation.js';
import { BoundedLabel } from './bounded-label.js';

/** A number that is asked for whenever metrics are read. */
export interface GaugeSource {
  /** Without the prefix: `database_connections`. */
  readonly name: string;
  readonly help: string;
  /** The values, by the label `state`; one without a label has the empty text. */
  read(): ReadonlyMap<string, number> | Promise<ReadonlyMap<string, number>>;
}

/** What is counted. */
export interface MetricsOptions {
  /** Of the program, for `stagedoor_build_info`. */
  readonly version: string;
  /** Whether memory, processor and event loop of the process are measured as well. */
  readonly withProcess: boolean;
}

const MILLIS = 1000;

/** Seconds. Most answers take one to ten milliseconds; a database that is away shows at the end. */
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Counters of one server, in a registry of its own. No label holds what a caller wrote: operations, schemes, outcomes and
 * codes are words of ours, and there is an end to how many of them there may be.
 */
export class GatewayMetrics {
  readonly #registry = new Registry();
  readonly #codes = new BoundedLabel();
  readonly #schemes = new BoundedLabel();
  readonly #requests: Counter<'operation' | 'scheme' | 'outcome'>;
  readonly #latency: Histogram<'operation'>;
  readonly #rejected: Counter<'code'>;
  readonly #limited: Counter<'family'>;
  readonly #events: Counter<'event'>;

  constructor({ version, withProcess }: MetricsOptions) {
    const registers = [this.#registry];
    this.#requests = new Counter({
      name: 'stagedoor_requests_total',
      help: 'Requests that are over, by operation, scheme and outcome',
      labelNames: ['operation', 'scheme', 'outcome'],
      registers,
    });
    this.#latency = new Histogram({
      name: 'stagedoor_request_duration_seconds',
      help: 'From the head of a request to its answer',
      labelNames: ['operation'],
      buckets: LATENCY_BUCKETS,
      registers,
    });
    this.#rejected = new Counter({
      name: 'stagedoor_rejected_total',
      help: 'Requests that were not answered as asked, by the code of the reason',
      labelNames: ['code'],
      registers,
    });
    this.#limited = new Counter({
      name: 'stagedoor_rate_limited_total',
      help: 'Requests over a limit, by route family',
      labelNames: ['family'],
      registers,
    });
    this.#events = new Counter({
      name: 'stagedoor_events_total',
      help: 'What happened beside requests: replay store, audit trail, certificates',
      labelNames: ['event'],
      registers,
    });
    this.#setBuild(version);
    if (withProcess) collectDefaultMetrics({ register: this.#registry });
  }

  /** What `text` is, for the header `Content-Type`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** A `GatewayObserver`. */
  readonly observe = (observation: GatewayObservation): void => {
    const { operationId: operation, outcome, code, latencyMillis, family } = observation;
    this.#requests.inc({ operation, scheme: this.#schemes.of(observation.scheme), outcome });
    this.#latency.observe({ operation }, latencyMillis / MILLIS);
    if (code !== undefined) this.#rejected.inc({ code: this.#codes.of(code) });
    if (outcome === 'limited') this.#limited.inc({ family: family ?? 'none' });
  };

  /** Counts something that happened beside requests, by a name of ours: `replay_refused`. */
  readonly count = (event: string, times = 1): void => {
    this.#events.inc({ event }, times);
  };

  /** Adds a number that is asked for whenever metrics are read. One that fails is left out. */
  addGauge(source: GaugeSource): void {
    const gauge = new Gauge({
      name: `stagedoor_${source.name}`,
      help: source.help,
      labelNames: ['state'],
      registers: [this.#registry],
      collect: async () => {
        gauge.reset();
        try {
          for (const [state, value] of await source.read()) setGauge(gauge, state, value);
        } catch {
          // What cannot be read now must not take the other numbers away.
        }
      },
    });
  }

  /** All of it, in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #setBuild(version: string): void {
    new Gauge({
      name: 'stagedoor_build_info',
      help: 'Always 1; the labels tell what runs',
      labelNames: ['version'],
      registers: [this.#registry],
    }).set({ version }, 1);
  }
}

function setGauge(gauge: Gauge<'state'>, state: string, value: number): void {
  if (state === '') gauge.set(value);
  else gauge.set({ state }, value);
}
