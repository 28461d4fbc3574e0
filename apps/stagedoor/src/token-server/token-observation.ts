import {
  GatewayMetrics,
  type MetricsText,
  openTracer,
  type RequestTracer,
} from '@stagedoor/platform/observability';
import type { TokenOutcome } from '@stagedoor/token-server';
import type { Logger } from 'pino';
import type { TokenServerConfig } from '../config/token-server-config.js';
import { joinMetrics } from '../listener/join-metrics.js';
import { createLogger } from '../log/create-logger.js';
import { TurnWriter } from '../log/turn-writer.js';
import { VERSION } from '../version.js';
import type { World } from '../world.js';
import { CertificateUse } from './certificate-use.js';
import { createOutcomeObserver } from './create-outcome-observer.js';
import { type Audit, openAudit } from './open-audit.js';
import { TokenMetrics } from './token-metrics.js';

/** Where something may wait to be written or sent. */
interface Outlets {
  readonly tracer: RequestTracer | undefined;
  readonly audit: Audit | undefined;
  readonly lines: TurnWriter;
}

/** All that watches a token server: its log, its metrics, its traces and its audit. */
export class TokenObservation {
  readonly log: Logger;
  readonly metrics: GatewayMetrics;
  readonly use: CertificateUse;
  readonly #tokenMetrics: TokenMetrics;
  readonly #outlets: Outlets;
  /** For the token server. */
  readonly onOutcome: (outcome: TokenOutcome) => void;

  private constructor(
    { log, metrics, use }: Pick<TokenObservation, 'log' | 'metrics' | 'use'>,
    { tracer, audit, lines }: Outlets,
  ) {
    this.log = log;
    this.metrics = metrics;
    this.use = use;
    this.#tokenMetrics = new TokenMetrics(use);
    this.#outlets = { tracer, audit, lines };
    const tokenMetrics = this.#tokenMetrics;
    const trace = tracer?.observe;
    this.onOutcome = createOutcomeObserver({ log, metrics, tokenMetrics, use, audit, trace });
  }

  /** Begins to watch. OpenTelemetry is loaded only where there is a collector. Throws `file_unusable`. */
  static async open(config: TokenServerConfig, world: World): Promise<TokenObservation> {
    const lines = new TurnWriter(
      (text) => world.writeError(text),
      (task) => void setImmediate(task),
    );
    const log = createLogger({ now: () => world.now(), writeError: lines.add }, config.logLevel);
    const metrics = new GatewayMetrics({ version: VERSION, withProcess: true });
    const use = new CertificateUse(() => world.now());
    const audit = await openAudit(config.auditFile, world, { log, metrics });
    const tracer = await openTraces(config, world, metrics);
    return new TokenObservation({ log, metrics, use }, { tracer, audit, lines });
  }

  /** For operators. */
  get numbers(): MetricsText {
    return joinMetrics(this.metrics, this.#tokenMetrics);
  }

  /** Sends and writes what is not sent and written yet. */
  async close(): Promise<void> {
    const { tracer, audit, lines } = this.#outlets;
    await audit?.close();
    await tracer?.close();
    lines.flush();
  }
}

async function openTraces(
  { otlpEndpoint, traceSamplePercent }: TokenServerConfig,
  world: World,
  { count }: GatewayMetrics,
): Promise<RequestTracer | undefined> {
  if (otlpEndpoint === undefined) return undefined;
  return openTracer({
    endpoint: otlpEndpoint,
    samplePercent: traceSamplePercent,
    version: VERSION,
    nowMillis: () => world.nowMillis(),
    count,
  });
}
