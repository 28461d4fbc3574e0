import type { Server } from 'node:http';
import {
  createServer,
  CustomerDirectory,
  DEFAULT_QUOTAS,
  type GaugeSource,
  measureReplayStore,
  type MountedListener,
  observeRejections,
  pingDatabase,
  type ProfileOptions,
  type Quotas,
  ProjectDirectory,
  type ReadinessCheck,
  type ServerOptions,
  type VerificationOptions,
} from '@stagedoor/platform';
import { PROFILES, type ReplayStore } from '@stagedoor/rest-auth';
import { openAdminSocket } from './administration/admin-socket.js';
import { ListenError } from './errors.js';
import { GracefulStop } from './listener/graceful-stop.js';
import { type OpenStorage, openStorage, type StorageOptions } from './open-storage.js';
import { openRejectionRecorder } from './open-rejection-recorder.js';
import { openSharing, type Sharing } from './open-sharing.js';
import { listPurgeTasks } from './purge-tasks.js';
import { describeFailure } from './read-text-file.js';
import { resolve } from 'node:path';
import { startUpkeep, type UpkeepTask } from './upkeep.js';
import { createPlainWatch, type ServerWatch } from './server-watch.js';
import { VERSION } from './version.js';
import type { World } from './world.js';

/** What a platform is started with. */
export interface PlatformOptions extends StorageOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly hmacProfile?: ProfileOptions['name'];
  readonly hmacReplay?: ProfileOptions['replay'];
  readonly allowedAuthorities?: ProfileOptions['allowedAuthorities'];
  /** The URL of the Redis that several processes share. */
  readonly redis?: string;
  /** TLS, proxies, limits, and who is told of requests. */
  readonly server?: Omit<ServerOptions, 'gateway' | 'verification' | 'mounts'>;
  /** Whether clients call it by https all the same. */
  readonly behindTlsProxy?: boolean;
  /** How much customers may make; the defaults stand for what is left out. */
  readonly quotas?: Partial<Quotas>;
  /** Default: what goes wrong is written to standard error. */
  readonly watch?: ServerWatch;
  /** How long requests under way may take at a stop. Default 8. */
  readonly stopSeconds?: number;
}

const STOP_SECONDS = 8;

/** A platform that is listening. */
export interface RunningPlatform {
  /** `http://host:port` or `https://host:port`, with the port that was taken. */
  readonly url: string;
  /** For its certificate. */
  readonly nodeServer: Server;
  /** What must answer for it to be of use. */
  readonly checks: readonly ReadinessCheck[];
  /** Numbers for metrics. */
  readonly gauges: readonly GaugeSource[];
  /** Takes no more requests, lets those under way end, and resolves when all is closed. */
  stop(): Promise<void>;
}

/** How requests are verified: what clients sign has the scheme of the URL that they call. */
function verificationOf(
  {
    hmacProfile = 'strict',
    hmacReplay,
    allowedAuthorities,
    behindTlsProxy,
    server,
  }: PlatformOptions,
  store: ReplayStore,
  watch: ServerWatch,
): VerificationOptions {
  const isHttps = server?.tls !== undefined || behindTlsProxy === true;
  const replay = hmacReplay === undefined ? {} : { replay: hmacReplay };
  return {
    profile: { name: hmacProfile, ...replay, allowedAuthorities },
    replay: measureReplayStore(store, (event) => watch.count(event)),
    urlScheme: isHttps ? 'https' : 'http',
  };
}

/** The address as people write it; Fastify does not know of TLS here. */
const urlOf = (listening: string, { server }: PlatformOptions): string =>
  server?.tls === undefined ? listening : listening.replace(/^http:/, 'https:');

/** What is served beside the operations. */
export interface Additions {
  readonly mounts: readonly MountedListener[];
  /** Done now and then, and at the end. */
  readonly tasks?: readonly UpkeepTask[];
}

/** What a platform stands on beside its storage. */
interface Surroundings {
  readonly world: World;
  readonly sharing: Sharing;
  readonly additions: Additions;
}

/** Puts the whole server together on storage that is open, and listens. Throws `cannot_listen`. */
async function startPlatform(
  { storage, database, keyring, administration, sources, close }: OpenStorage,
  options: PlatformOptions,
  { world, sharing, additions }: Surroundings,
): Promise<RunningPlatform> {
  const { host, port, watch = createPlainWatch(world), stopSeconds = STOP_SECONDS } = options;
  const customers = new CustomerDirectory(storage.stores.customers, {
    now: sources.now,
    isTrusted: () => storage.hearsAllChanges,
  });
  storage.onChange((organizationId) => customers.forget(organizationId));
  const { stores } = storage;
  const projects = new ProjectDirectory(stores.projects, () => storage.hearsAllChanges);
  storage.onChange((organizationId) => projects.forget(organizationId));
  const { limiter } = sharing;
  const services = { quotas: { ...DEFAULT_QUOTAS, ...options.quotas } };
  const gateway = { storage, customers, projects, limiter, services, sources };
  const verification = verificationOf(options, sharing.replay, watch);
  const recorder = openRejectionRecorder(storage, world, watch);
  const observers = [...(options.server?.observers ?? []), observeRejections(recorder)];
  const app = await createServer({
    gateway,
    verification,
    mounts: additions.mounts,
    version: VERSION,
    ...options.server,
    observers,
  });
  const graceful = new GracefulStop(app.server);
  const onFailure = (error: unknown): void =>
    watch.fail("an administrator's command failed", error);
  const socket =
    database.engine === 'sqlite'
      ? await openAdminSocket(resolve(world.cwd, options.data), { administration, onFailure })
      : undefined;
  const upkeep = startUpkeep({
    tasks: [
      () => customers.flushLastUsed(),
      () => keyring.refresh(),
      ...(additions.tasks ?? []),
      ...listPurgeTasks(storage, sources),
    ],
    world,
    onFailure: (error) => watch.fail('upkeep failed', error),
  });
  const stop = async (): Promise<void> => {
    await graceful.finish(() => app.close(), world.abortAfter(stopSeconds));
    sharing.close();
    await socket?.close();
    await upkeep.stop();
    await recorder.close();
    await close();
  };
  try {
    return {
      url: urlOf(await app.listen({ host, port }), options),
      nodeServer: app.server,
      checks: [{ name: 'database', run: () => pingDatabase(database) }, ...sharing.checks],
      gauges: [...(database.gauges ?? []), ...sharing.gauges],
      stop,
    };
  } catch (error) {
    await stop();
    throw new ListenError(
      `cannot listen at ${host}:${port}: ${describeFailure(error)}; choose another --port or --host`,
    );
  }
}

/** Opens storage and what is shared, and starts a platform on them; what fails leaves nothing open. */
export async function openAndStart(
  options: PlatformOptions,
  world: World,
  prepare: (storage: OpenStorage, sharing: Sharing) => Promise<Additions>,
): Promise<RunningPlatform> {
  const { redis, watch = createPlainWatch(world) } = options;
  const storage = await openStorage(options, world);
  const { windowSeconds } = PROFILES[options.hmacProfile ?? 'strict'];
  const sharing = await openSharing({ redis, sources: storage.sources, windowSeconds, watch });
  try {
    const additions = await prepare(storage, sharing);
    return await startPlatform(storage, { ...options, watch }, { world, sharing, additions });
  } catch (error) {
    sharing.close();
    await storage.close();
    throw error;
  }
}
