import { Server as TlsServer } from 'node:tls';
import { createOperationsListener, Readiness } from '@stagedoor/platform';
import { openAndStart, type PlatformOptions, type RunningPlatform } from '../compose.js';
import { findConfigWarnings } from '../config/check-config.js';
import { createNetworkCheck } from '../config/create-network-check.js';
import type { ServeConfig } from '../config/serve-config.js';
import { startOperationsServer } from '../listener/operations-server.js';
import { CertificateReloader } from '../tls/certificate-reloader.js';
import { readTlsFiles, type TlsIdentity } from '../tls/read-tls-files.js';
import { tlsOptionsOf } from '../tls/tls-options.js';
import { VERSION } from '../version.js';
import type { World } from '../world.js';
import { LOOPBACK_NETWORKS } from './loopback-networks.js';
import { Observation } from './observation.js';

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

/** Certificate and key, where the server speaks TLS. */
interface TlsState {
  readonly files: { readonly tlsCert: string; readonly tlsKey: string };
  readonly identity: TlsIdentity;
}

async function readTls(
  { tlsCert, tlsKey }: ServeConfig,
  world: World,
): Promise<TlsState | undefined> {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  const files = { tlsCert, tlsKey };
  return { files, identity: await readTlsFiles(files, world) };
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
  { world, observation }: ServerContext,
  { nodeServer }: RunningPlatform,
  tls: TlsState | undefined,
): () => void {
  const { log, metrics } = observation;
  if (tls === undefined || !(nodeServer instanceof TlsServer)) {
    return world.onReload(() => log.info({}, 'nothing to read again: there is no certificate'));
  }
  nodeServer.on('tlsClientError', () => metrics.count('tls_handshake_failed'));
  const { files, identity } = tls;
  const reloader = new CertificateReloader(identity, { files, server: nodeServer, world, log });
  metrics.addGauge({
    name: 'tls_certificate_expires_at_seconds',
    help: 'When the certificate in use ends, Unix seconds',
    read: () => new Map([['', reloader.expiresAt]]),
  });
  if (identity.expiresAt <= world.now()) {
    log.warn({ code: 'tls_files_invalid' }, 'the TLS certificate has expired: clients refuse it');
  }
  return reloader.watch();
}

/** Resolves when so many seconds have passed. */
const pass = (seconds: number, world: World): Promise<void> =>
  new Promise((resolve) => {
    if (seconds === 0) resolve();
    else world.abortAfter(seconds).addEventListener('abort', () => resolve());
  });

/** What must be closed, the last one first. */
class Closing {
  readonly #steps: (() => Promise<void> | void)[] = [];

  add(step: () => Promise<void> | void): void {
    this.#steps.unshift(step);
  }

  /** Closes all, also after one that fails, and throws the first failure. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0)) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    const [first] = failures;
    if (failures.length > 0) throw first;
  }
}

async function open(
  context: ServerContext,
  closing: Closing,
): Promise<Omit<RunningServer, 'stop'>> {
  const { config, world, observation } = context;
  const { log, metrics } = observation;
  closing.add(() => observation.close());
  const tls = await readTls(config, world);
  const readiness = new Readiness({
    now: () => world.now(),
    abortAfter: (limitSeconds) => world.abortAfter(limitSeconds),
  });
  const mayAsk = createNetworkCheck([...LOOPBACK_NETWORKS, ...config.operationsAllow]);
  // First, so that probes see that it lives while a database is brought to this version.
  const operations = await startOperationsServer(
    createOperationsListener({ metrics, readiness, mayAsk }),
    config,
  );
  closing.add(() => operations.stop());
  const platform = await openAndStart(platformOptionsOf(context, tls), world, async () => []);
  closing.add(() => platform.stop());
  closing.add(watchFiles(context, platform, tls));
  observation.addGauges(platform.gauges);
  readiness.start(platform.checks);
  closing.add(async () => {
    readiness.stop();
    log.info({}, 'stopping');
    await pass(config.drainSeconds, world);
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
