/** An embedded platform is one server's at a time, and the next one takes over whatever the last one has left. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProgram, ServerProcess } from './server-process.js';

const CONTENDERS = 3;
/** The first one is on an empty folder, where all of them would make everything. */
const ROUNDS = 2;
/** Others use the machine, too. */
const PATIENCE_MILLIS = 120_000;

const REFUSED = { exitCode: 2, out: '', error: expect.stringContaining('database_in_use') };

let folder: string;
let servers: ServerProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-two-'));
  servers = [];
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

const DEV = ['dev', '--port', '0'] as const;
const SERVE = ['serve', '--port', '0', '--operations-port', '0', '--log-level', 'silent'] as const;

const inFolder = (...command: readonly string[]): readonly string[] => [
  ...command,
  '--data',
  folder,
];

async function start(): Promise<ServerProcess> {
  const server = await ServerProcess.start(inFolder(...DEV));
  servers.push(server);
  return server;
}

/** Runs a command that must do its work. */
async function run(...command: readonly string[]): Promise<string> {
  const { exitCode, out, error } = await runProgram(inFolder(...command));
  expect([exitCode, error]).toEqual([0, '']);
  return out;
}

/** The names of all projects, as customers see them. */
async function listProjects({ ready, authorization }: ServerProcess): Promise<readonly string[]> {
  const response = await fetch(`${ready.url}/dev/v1/projects`, { headers: { authorization } });
  const { projects } = (await response.json()) as { projects: readonly { name: string }[] };
  return projects.map(({ name }) => name).toSorted();
}

async function createProject(server: ServerProcess, name: string): Promise<void> {
  const { ready, authorization } = server;
  const response = await fetch(`${ready.url}/dev/v1/project`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ name, enable_sign_key: true }),
  });
  expect(response.status).toBe(201);
}

it(
  'refuses a second server, while the first one and its commands go on',
  async () => {
    const first = await start();
    const seconds = await Promise.all(
      [DEV, SERVE].map((command) => runProgram(inFolder(...command, '--json'))),
    );
    expect(seconds).toEqual([REFUSED, REFUSED]);
    // Through the socket of the first one, which the others must not have taken away.
    await run('project', 'create', 'by command');
    await createProject(first, 'by customer');
    expect(await listProjects(first)).toEqual(['by command', 'by customer', 'demo']);
    expect(await run('project', 'list')).toMatch(/by customer/);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(first.errors).toBe('');
    await run('audit', 'verify');
  },
  PATIENCE_MILLIS,
);

it(
  'takes over what a killed server has left',
  async () => {
    const killed = await start();
    await createProject(killed, 'acknowledged');
    await killed.end('SIGKILL');
    const leftovers = ['admin.sock', 'stagedoor.db-wal'].map((name) => join(folder, name));
    expect(leftovers.map((path) => existsSync(path))).toEqual([true, true]);
    // Nobody answers at that socket.
    await run('project', 'create', 'without a server');
    const next = await start();
    await run('project', 'create', 'through the new socket');
    expect(await listProjects(next)).toEqual([
      'acknowledged',
      'demo',
      'through the new socket',
      'without a server',
    ]);
    expect(next.ready.customerId).toBe(killed.ready.customerId);
    expect(await next.end('SIGTERM')).toBe(0);
    expect(leftovers.map((path) => existsSync(path))).toEqual([false, false]);
    await run('audit', 'verify');
  },
  PATIENCE_MILLIS,
);

it(
  `lets exactly one of ${CONTENDERS} run that start at the same moment`,
  async () => {
    const customerIds: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const attempts = Array.from({ length: CONTENDERS }, () =>
        start().catch((error: unknown) => error),
      );
      const outcomes = await Promise.all(attempts);
      const refusals = outcomes.filter((outcome) => !(outcome instanceof ServerProcess));
      expect(refusals.map(String)).toEqual(
        Array.from({ length: CONTENDERS - 1 }, () => expect.stringContaining('database_in_use')),
      );
      const [winner] = servers.splice(0);
      expect(winner === undefined ? [] : await listProjects(winner)).toEqual(['demo']);
      customerIds.push(winner?.ready.customerId ?? '');
      expect(await winner?.end('SIGKILL')).toBeNull();
    }
    // Of the platform that the first winner made, whose key nobody has written over.
    expect(new Set(customerIds).size).toBe(1);
    await run('audit', 'verify');
  },
  PATIENCE_MILLIS,
);
