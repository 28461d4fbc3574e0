/** A server without room for what it writes says so, goes on reading, and writes again as soon as there is room. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram, ServerProcess } from './server-process.js';
import { FILE_SIZE_LIMIT, limitedTo, SMALL_DISKS, type SmallDisk } from './small-disk.js';

const WRITES = 20;
const PATIENCE_MILLIS = 120_000;

/** How far the first start comes with so many octets, and what it says. */
const BEGINNINGS = [
  [100, 'master_key_unavailable'],
  [4096, 'storage_unavailable'],
  [100_000, 'storage_unavailable'],
] as const;

interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

const UNAVAILABLE: Answer = {
  status: 503,
  code: 'storage_unavailable',
  body: { message: 'Service unavailable', request_id: expect.any(String) as string },
};

async function ask(
  { ready, authorization }: ServerProcess,
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${ready.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    code: response.headers.get('x-stagedoor-error'),
    body: (await response.json()) as Answer['body'],
  };
}

const ban = (server: ServerProcess, cname: string): Promise<Answer> =>
  ask(server, '/dev/v1/kicking-rule', { appid: server.ready.appId, cname, time: 1440 });

async function listBanned(server: ServerProcess): Promise<readonly string[]> {
  const answer = await ask(server, `/dev/v1/kicking-rule?appid=${server.ready.appId}`);
  expect(answer.status).toBe(200);
  const { rules } = answer.body as { readonly rules: readonly { readonly cname: string }[] };
  return rules.map(({ cname }) => cname).toSorted();
}

let folder: string;
let server: ServerProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-full-'));
});

afterEach(async () => {
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function startOn(disk: SmallDisk): Promise<ServerProcess> {
  const args = ['dev', '--port', '0', '--data', folder, '--rate-limits', 'off'];
  server = await ServerProcess.start(args, {}, disk.launcher(folder));
  return server;
}

/** Fills the disk, and waits until a write finds that out: what SQLite has room for already still fits in. */
async function fill(disk: SmallDisk, running: ServerProcess): Promise<void> {
  disk.fill(disk.findFolder(folder, running.pid), running.pid);
  for (let count = 0; (await ban(running, `filling ${count}`)).status === 200; count += 1);
}

/** All at the same time. */
async function expectRefused(running: ServerProcess, name: string): Promise<void> {
  const attempts = Array.from({ length: WRITES }, (_, index) =>
    index % 2 === 0
      ? ban(running, `${name} ${index}`)
      : ask(running, '/dev/v1/project', { name: `${name} ${index}` }),
  );
  expect(await Promise.all(attempts)).toEqual(attempts.map(() => UNAVAILABLE));
}

async function expectVerified(data: string): Promise<void> {
  const verified = await runProgram(['audit', 'verify', '--data', data]);
  expect([verified.exitCode, verified.error]).toEqual([0, '']);
}

describe.each(SMALL_DISKS)('$name that is full', (disk) => {
  describe.skipIf(!disk.isThere)('under a server', () => {
    it(
      'refuses writes clearly, goes on reading, and takes writes again when there is room',
      async () => {
        const running = await startOn(disk);
        const data = disk.findFolder(folder, running.pid);
        await fill(disk, running);
        const banned = await listBanned(running);
        const projects = await ask(running, '/dev/v1/projects');
        expect(projects.status).toBe(200);

        await expectRefused(running, 'full');
        expect(await listBanned(running)).toEqual(banned);
        expect(await ask(running, '/dev/v1/projects')).toEqual(projects);
        const command = await runProgram(['project', 'create', 'by command', '--data', data]);
        expect([command.exitCode, command.error]).toEqual([
          2,
          expect.stringContaining('storage_unavailable'),
        ]);

        disk.empty(data, running.pid);
        expect(await ban(running, 'after')).toMatchObject({ status: 200 });
        expect(await listBanned(running)).toEqual(['after', ...banned]);
        await expectVerified(data);
        expect(await running.end('SIGTERM')).toBe(0);
      },
      PATIENCE_MILLIS,
    );
  });
});

describe.skipIf(!FILE_SIZE_LIMIT.isThere)('a disk that is full', () => {
  it(
    'takes nothing away from what was acknowledged, also where the server is killed',
    async () => {
      const killed = await startOn(FILE_SIZE_LIMIT);
      await fill(FILE_SIZE_LIMIT, killed);
      const banned = await listBanned(killed);
      await expectRefused(killed, 'full');
      await killed.end('SIGKILL');
      const next = await startOn(FILE_SIZE_LIMIT);
      expect(await listBanned(next)).toEqual(banned);
      expect(await ban(next, 'after')).toMatchObject({ status: 200 });
      await expectVerified(folder);
    },
    PATIENCE_MILLIS,
  );

  it(
    'lets no platform begin, and hinders none later',
    async () => {
      const init = ['init', 'acme', '--data', folder];
      for (const [maxBytes, code] of BEGINNINGS) {
        const { exitCode, error } = await runProgram(init, limitedTo(maxBytes));
        expect([maxBytes, exitCode, error]).toEqual([maxBytes, 2, expect.stringContaining(code)]);
      }
      const { exitCode, error } = await runProgram(init);
      expect([exitCode, error]).toEqual([0, '']);
      await expectVerified(folder);
    },
    PATIENCE_MILLIS,
  );
});
