/** Servers of PostgreSQL and Redis for tests, from the programs of this machine. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const { env } = process;
const DEADLINE_MILLIS = 30_000;
const POLL_MILLIS = 50;
const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** How a server is stopped. */
type StopSignal = 'SIGINT' | 'SIGQUIT' | 'SIGKILL';

/** A server of our own. */
export interface LocalServer {
  readonly url: string;
  /** Starts it again, on the same port and with the same data, after a stop. */
  start(): Promise<void>;
  /**
   * `SIGINT` cuts connections and ends in order; `SIGQUIT` makes PostgreSQL end at once, with all that is its; `SIGKILL` is
   * as a crash.
   */
  stop(signal?: StopSignal): Promise<void>;
  /** Stops it and removes its data. */
  dispose(): Promise<void>;
}

/** Whether something listens there. */
export const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function findProgram(name: string, folders: readonly string[]): string | undefined {
  return folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

const pathFolders = (): readonly string[] => (env['PATH'] ?? '').split(delimiter);

function postgresFolders(): readonly string[] {
  try {
    const versions = readdirSync(DEBIAN_FOLDER).toSorted(
      (one, other) => Number(other) - Number(one),
    );
    return [...versions.map((version) => join(DEBIAN_FOLDER, version, 'bin')), ...pathFolders()];
  } catch {
    return pathFolders();
  }
}

/** PostgreSQL refuses to be run by root, who can be somebody else. */
function chooseUser(): { readonly uid?: number; readonly gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {};
  const idOf = (option: string): number =>
    Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout || Number.NaN);
  const user = { uid: idOf('-u'), gid: idOf('-g') };
  return Number.isInteger(user.uid) && Number.isInteger(user.gid) ? user : undefined;
}

async function untilAnswers(ask: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + DEADLINE_MILLIS;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(POLL_MILLIS);
    }
  }
}

/** What is run, and how it is seen to be ready. */
interface ServerProgram {
  readonly url: string;
  readonly folder: string;
  readonly spawn: () => ChildProcess;
  readonly ask: () => Promise<void>;
}

class ChildServer implements LocalServer {
  readonly #program: ServerProgram;
  #child: ChildProcess | undefined;
  readonly #killAtExit = (): void => {
    this.#child?.kill('SIGKILL');
  };

  constructor(program: ServerProgram) {
    this.#program = program;
  }

  get url(): string {
    return this.#program.url;
  }

  async start(): Promise<void> {
    this.#child = this.#program.spawn();
    process.once('exit', this.#killAtExit);
    await untilAnswers(this.#program.ask);
  }

  async stop(signal: StopSignal = 'SIGINT'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
    process.removeListener('exit', this.#killAtExit);
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#program.folder, { recursive: true, force: true });
  }
}

async function askPostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whether this machine can run a PostgreSQL server of our own. */
export const CAN_START_POSTGRES: boolean =
  findProgram('initdb', postgresFolders()) !== undefined && chooseUser() !== undefined;

/** A new PostgreSQL server on a free port; undefined where the machine has no programs for it. */
export async function startPostgres(): Promise<LocalServer | undefined> {
  const initdb = findProgram('initdb', postgresFolders());
  const postgres = findProgram('postgres', postgresFolders());
  const user = chooseUser();
  if (initdb === undefined || postgres === undefined || user === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-postgres-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
  const made = ['-D', join(folder, 'data'), '-A', 'trust', '-U', 'postgres', '-E', 'UTF8'];
  execFileSync(initdb, [...made, '--locale=C', '--no-sync'], { ...user, cwd: folder });
  const port = await findFreePort();
  const options = ['-D', join(folder, 'data'), '-p', String(port), '-k', folder, '-F'];
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const server = new ChildServer({
    url,
    folder,
    spawn: () =>
      spawn(postgres, [...options, '-c', 'max_connections=200'], {
        ...user,
        cwd: folder,
        stdio: 'ignore',
      }),
    ask: () => askPostgres(url),
  });
  await server.start();
  return server;
}

/** Whether this machine can run a Redis server of our own. */
export const CAN_START_REDIS: boolean = findProgram('redis-server', pathFolders()) !== undefined;

/** A new Redis server on a free port, which keeps nothing; undefined where the machine has no program for it. */
export async function startRedis(): Promise<LocalServer | undefined> {
  const redis = findProgram('redis-server', pathFolders());
  if (redis === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-redis-'));
  const port = await findFreePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const server = new ChildServer({
    url: `redis://127.0.0.1:${port}`,
    folder,
    spawn: () =>
      spawn(redis, [...options, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' }),
    ask: async () => {
      if (!(await isListening(port))) throw new Error(`redis does not listen at ${port}`);
    },
  });
  await server.start();
  return server;
}
