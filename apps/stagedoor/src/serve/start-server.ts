import { createOperationsListener, Readiness } from '@stagedoor/platform';
import { openAndStart, type PlatformOptions, type RunningPlatform } from '../compose.js';
import { findConfigWarnings } from '../config/check-config.js';
import { createNetworkCheck } from '../config/create-network-check.js';
import type { ServeConfig } from '../config/serve-config.js';
import { Closing } from '../listener/closing.js';
import { startOperationsServer } from '../listener/operations-server.js';
import { passSeconds } from '../listener/pass-seconds.js';
import { tlsOptionsOf } from '../tls/tls-options.js';
import { openTlsState, type TlsState } from '../tls/tls-state.js';
import { watchTlsFiles } from '../tls/watch-tls-files.js';
import { VERSION } from '../version.js';
import type { World } from '../world.js';
import { LOOPBACK_NETWORKS } from './loopback-networks.js';
import { Observation } from './observation.js';
import { openTokens } from './open-tokens.js';

/** A server that is ready. */
export interface RunningServer {
  readonly url: string;
  readonly operationsUrl: string;
  /** Takes no more requests, lets those under way end, and resolves when all is closed. */
  stop(): Promise<void>;
}

/** What the parts of a server work with. */
interface ServerContext {
  readonly config: ServeConfig;
  readonly world: World;
  readonly observation: Observation;
}

/** The settings as the composition takes them. */
function platformOptionsOf(
  { config, observation }: ServerContext,
  tls: TlsState | undefined,
): PlatformOptions {
  const { allowedHosts, rateLimits, failuresPerSecond, trustedProxies, ...rest } = config;
  return {
    ...rest,
    makeIfMissing: false,
    watch: observation,
    ...(allowedHosts.length === 0 ? {} : { allowedAuthorities: allowedHosts }),
    server: {
      trustedProxies,
      allowedHosts,
      limits: { families: rateLimits, failuresPerSecond },
      tls: tls === undefined ? undefined : tlsOptionsOf(tls.identity),
      ...observation.listeners,
    },
  };
}

/** Takes new certificates into use. Returns what ends that. */
function watchFiles(
  { config, world, observation }: ServerContext,
  { nodeServer }: RunningPlatform,
  tls: TlsState | undefined,
): () => void {
  const { log, metrics } = observation;
  if (tls !== undefined) return watchTlsFiles(nodeServer, tls, { world, metrics, log });
  if (config.auditFile !== undefined) return () => {};
  return world.onReload(() => log.info({}, 'nothing to read again: there is no certificate'));
}

async function open(
  context: ServerContext,
  closing: Closing,
): Promise<Omit<RunningServer, 'stop'>> {
  const { config, world, observation } = context;
  const { log } = observation;
  closing.add(() => observation.close());
  const tls = await openTlsState(config, world);
  const readiness = new Readiness({
    now: () => world.now(),
    abortAfter: (limitSeconds) => world.abortAfter(limitSeconds),
  });
  const mayAsk = createNetworkCheck([...LOOPBACK_NETWORKS, ...config.operationsAllow]);
  const tokens = await openTokens(config, world, observation);
  closing.add(() => tokens.close());
  // First, so that probes see that it lives while a database is brought to this version.
  const operations = await startOperationsServer(
    createOperationsListener({ metrics: tokens.numbers, readiness, mayAsk }),
    config,
  );
  closing.add(() => operations.stop());
  const platform = await openAndStart(platformOptionsOf(context, tls), world, tokens.prepare);
  closing.add(() => platform.stop());
  closing.add(watchFiles(context, platform, tls));
  observation.addGauges(platform.gauges);
  readiness.start(platform.checks);
  closing.add(async () => {
    readiness.stop();
    log.info({}, 'stopping');
    await passSeconds(config.drainSeconds, world);
  });
  return { url: platform.url, operationsUrl: operations.url };
}

/**
 * Starts a server as it is configured; what fails leaves nothing open. Throws `cannot_listen`, `tls_files_invalid` and
 * what opening the storage throws.
 */
export async function startServer(config: ServeConfig, world: World): Promise<RunningServer> {
  const observation = await Observation.open(config, world);
  const closing = new Closing();
  try {
    const urls = await open({ config, world, observation }, closing);
    for (const warning of findConfigWarnings(config)) observation.log.warn({}, warning);
    observation.log.info({ ...urls, version: VERSION }, 'ready');
    return { ...urls, stop: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}
