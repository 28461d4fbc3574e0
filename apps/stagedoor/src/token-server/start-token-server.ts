import { createOperationsListener, Readiness } from '@stagedoor/platform/observability';
import { type AllowedOrigins, type PolicySource, TokenServer } from '@stagedoor/token-server';
import { parsePolicyText } from '@stagedoor/token-server/policy';
import { knowsCallers } from '../config/check-token-server-config.js';
import { createNetworkCheck } from '../config/create-network-check.js';
import type { TokenServerConfig } from '../config/token-server-config.js';
import { isLoopback } from '../is-loopback.js';
import { Closing } from '../listener/closing.js';
import { startOperationsServer } from '../listener/operations-server.js';
import { passSeconds } from '../listener/pass-seconds.js';
import type { ProjectOptions } from '../project-options.js';
import { LOOPBACK_NETWORKS } from '../serve/loopback-networks.js';
import { openTlsState, type TlsState } from '../tls/tls-state.js';
import { watchTlsFiles } from '../tls/watch-tls-files.js';
import { VERSION } from '../version.js';
import type { World } from '../world.js';
import { DEVELOPMENT_POLICY } from './development-policy.js';
import { findCertificateChanges } from './find-certificate-changes.js';
import { limitsOf } from './limits-of.js';
import { listen } from './listen.js';
import { logCertificateChanges } from './log-certificate-changes.js';
import { openCallers } from './open-callers.js';
import { checkSomebodyCanCall, type PolicyInForce, readPolicy } from './policy-in-force.js';
import type { ProjectSet } from './project-set.js';
import { createProjectSource } from './project-source.js';
import { readSettingFile } from './read-setting-file.js';
import { Reloaded, type ReloadSource } from './reloaded.js';
import { routesOf } from './route-families.js';
import { TokenObservation } from './token-observation.js';

/** A token server that is ready. */
export interface RunningTokenServer {
  readonly url: string;
  readonly operationsUrl: string;
  /** The App IDs that it serves. */
  readonly appIds: readonly string[];
  /** Takes no more requests, lets those under way end, and resolves when all is closed. */
  stop(): Promise<void>;
}

/** What the parts of a server work with. */
interface ServerContext {
  readonly config: TokenServerConfig;
  readonly project: ProjectOptions;
  readonly world: World;
  readonly observation: TokenObservation;
  readonly closing: Closing;
}

/** The projects, which follow their file. */
async function openProjects(context: ServerContext): Promise<Reloaded<ProjectSet>> {
  const { config, project, world, observation, closing } = context;
  const { log, metrics, use } = observation;
  const source = createProjectSource(config.projects, project, world);
  const onChange = (after: ProjectSet, before: ProjectSet): void => {
    use.see(after.list);
    const changes = findCertificateChanges(before.list, after.list);
    logCertificateChanges(changes, use, { log, now: world.now() });
  };
  const projects = await Reloaded.open(source, { world, log, onChange, count: metrics.count });
  use.see(projects.value.list);
  if (config.projects !== undefined) closing.add(projects.watch());
  return projects;
}

/** The policy, which follows its file; without one, that of development. */
async function openPolicy(context: ServerContext): Promise<() => PolicyInForce> {
  const { config, world, observation, closing } = context;
  const { policy: path } = config;
  if (path === undefined) {
    const development = readPolicy(DEVELOPMENT_POLICY);
    return () => development;
  }
  const file = { setting: 'policy', path };
  const read = (text: string): PolicyInForce => {
    const policy = readPolicy(parsePolicyText(text));
    checkSomebodyCanCall(policy, knowsCallers(config));
    return policy;
  };
  const source: ReloadSource<PolicyInForce> = {
    setting: 'policy',
    read: (before) => readSettingFile(file, world, read, before),
  };
  const policy = await Reloaded.open(source, {
    world,
    log: observation.log,
    count: observation.metrics.count,
  });
  closing.add(policy.watch());
  return () => policy.value;
}

/** Pages of a developer come from any port; in production none may call that is not named. */
function chooseOrigins({ allowedOrigins, policy }: TokenServerConfig): AllowedOrigins {
  if (allowedOrigins === undefined) return policy === undefined ? '*' : [];
  return allowedOrigins.includes('*') ? '*' : allowedOrigins;
}

/** Tells what is allowed and seldom meant. */
function warn({ config, observation }: ServerContext, { grantsAnonymous }: PolicyInForce): void {
  const { log } = observation;
  const isOpen = !isLoopback(config.host) || config.behindTlsProxy;
  if (isOpen && grantsAnonymous) {
    log.warn(
      { setting: 'policy' },
      'a rule grants to anonymous callers: everyone who reaches this server gets that',
    );
  }
  if (config.behindTlsProxy && config.trustedProxies.length === 0) {
    log.warn(
      { setting: 'trustedProxies' },
      'trustedProxies is empty: all clients have the address of the proxy, and share its limit',
    );
  }
  if (config.policy !== undefined && config.auditFile === undefined) {
    log.warn({ setting: 'auditFile' }, 'auditFile is not set: grants are in the log alone');
  }
}

async function openTokenServer(
  context: ServerContext,
  projects: Reloaded<ProjectSet>,
): Promise<TokenServer> {
  const { config, world, observation, closing } = context;
  const policy = await openPolicy(context);
  const callers = await openCallers(config, {
    world,
    log: observation.log,
    count: observation.metrics.count,
    grantsAnonymous: () => policy().grantsAnonymous,
  });
  closing.add(callers.stop);
  warn(context, policy());
  const source: PolicySource = () => policy().policy;
  return new TokenServer({
    projects: { find: (appId) => projects.value.find(appId) },
    callers: callers.authenticators,
    policy: source,
    routes: routesOf(config.routes),
    limits: limitsOf(config.tokenRateLimits),
    allowedOrigins: chooseOrigins(config),
    now: () => world.now(),
    nowMillis: () => world.nowMillis(),
    onOutcome: observation.onOutcome,
  });
}

/** All that files say. */
async function openFiles(context: ServerContext): Promise<{
  readonly tls: TlsState | undefined;
  readonly projects: Reloaded<ProjectSet>;
  readonly tokenServer: TokenServer;
}> {
  const { config, world, observation, closing } = context;
  closing.add(() => observation.close());
  const tls = await openTlsState(config, world);
  const projects = await openProjects(context);
  return { tls, projects, tokenServer: await openTokenServer(context, projects) };
}

async function open(context: ServerContext): Promise<Omit<RunningTokenServer, 'stop'>> {
  const { config, world, observation, closing } = context;
  const { log, metrics } = observation;
  // Without a listener the signal would end the process.
  closing.add(world.onReload(() => log.info({}, 'asked to read all files again')));
  const { tls, projects, tokenServer } = await openFiles(context);
  const readiness = new Readiness({
    now: () => world.now(),
    abortAfter: (limitSeconds) => world.abortAfter(limitSeconds),
  });
  const mayAsk = createNetworkCheck([...LOOPBACK_NETWORKS, ...config.operationsAllow]);
  const operations = await startOperationsServer(
    createOperationsListener({ metrics: observation.numbers, readiness, mayAsk }),
    config,
  );
  closing.add(() => operations.stop());
  const listening = await listen(tokenServer, config, tls);
  closing.add(() => listening.stop(world.abortAfter(config.stopSeconds)));
  closing.add(watchTlsFiles(listening.nodeServer, tls, { world, metrics, log }));
  readiness.start([]);
  closing.add(async () => {
    readiness.stop();
    log.info({}, 'stopping');
    await passSeconds(config.drainSeconds, world);
  });
  const appIds = projects.value.list.map(({ appId }) => appId);
  return { url: listening.url, operationsUrl: operations.url, appIds };
}

/**
 * Starts a token server as it is configured; what fails leaves nothing open. `project` is what flags say of the project.
 * Throws `cannot_listen`, and what reading its files throws.
 */
export async function startTokenServer(
  config: TokenServerConfig,
  project: ProjectOptions,
  world: World,
): Promise<RunningTokenServer> {
  const observation = await TokenObservation.open(config, world);
  const closing = new Closing();
  try {
    const running = await open({ config, project, world, observation, closing });
    const { url, operationsUrl, appIds } = running;
    const projects = appIds.length;
    observation.log.info({ url, operationsUrl, projects, version: VERSION }, 'ready');
    return { ...running, stop: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}

/**
 * Reads all that a token server would start with, and starts none. Warnings go to the log. Throws what reading its files
 * throws.
 */
export async function checkTokenServer(
  config: TokenServerConfig,
  project: ProjectOptions,
  world: World,
): Promise<void> {
  const { auditFile: _, ...rest } = config;
  const observation = await TokenObservation.open(rest, world);
  const closing = new Closing();
  try {
    await openFiles({ config, project, world, observation, closing });
  } finally {
    await closing.run();
  }
}
