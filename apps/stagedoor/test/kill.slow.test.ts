/** A server that is killed at any moment has lost nothing that it acknowledged, and its audit trail is whole. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProgram, ServerProcess } from './server-process.js';

const ROUNDS = 50;
const WRITERS = 4;
/** A round is killed after so many acknowledged writes at most; how long the last one is under way differs each time. */
const MAX_WRITES = 40;

let folder: string;
let server: ServerProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-kill-'));
});

afterEach(async () => {
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The same numbers at each run: what differs is the machine. */
function* randomNumbers(): Generator<number> {
  for (let state = 1; ; state = (state * 48_271) % 2_147_483_647) yield state;
}

const randoms = randomNumbers();
const below = (end: number): number => Number(randoms.next().value) % end;

const start = (): Promise<ServerProcess> =>
  ServerProcess.start(['dev', '--port', '0', '--data', folder, '--rate-limits', 'off']);

/** Bans a channel; false where the server was killed before it could answer. */
async function banChannel(
  { ready, authorization }: ServerProcess,
  cname: string,
): Promise<boolean> {
  const answer = await fetch(`${ready.url}/dev/v1/kicking-rule`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ appid: ready.appId, cname, time: 1440 }),
  })
    .then(async (response) => ({ status: response.status, text: await response.text() }))
    .catch(() => undefined);
  if (answer === undefined) return false;
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return true;
}

async function listBanned({ ready, authorization }: ServerProcess): Promise<ReadonlySet<string>> {
  const url = `${ready.url}/dev/v1/kicking-rule?appid=${ready.appId}`;
  const response = await fetch(url, { headers: { authorization } });
  const { rules } = (await response.json()) as { rules: { cname: string }[] };
  return new Set(rules.map(({ cname }) => cname));
}

/** Writes until it is killed, and gives what was acknowledged. */
async function writeUntilKilled(running: ServerProcess, round: number): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  const enough = 1 + below(MAX_WRITES);
  let killing: Promise<unknown> | undefined;
  const write = async (writer: number): Promise<void> => {
    for (let count = 0; killing === undefined; count += 1) {
      const name = `r${round}-w${writer}-${count}`;
      const isThere = await banChannel(running, name);
      if (isThere) acknowledged.push(name);
      // While the other writers have requests under way.
      if (acknowledged.length >= enough) killing ??= running.end('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  await killing;
  return acknowledged;
}

it(`keeps what it acknowledged through ${ROUNDS} kills`, async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    server = await start();
    acknowledged.push(...(await writeUntilKilled(server, round)));
  }
  server = await start();
  const banned = await listBanned(server);
  expect(acknowledged.filter((name) => !banned.has(name))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(ROUNDS);
  const verified = await runProgram(['audit', 'verify', '--data', folder, '--json']);
  expect([verified.exitCode, verified.error]).toEqual([0, '']);
  // Each rule that is there has its event in the trail, and no other has.
  const exported = await runProgram(['audit', 'export', '--data', folder]);
  const told = exported.out.split('\n').filter((line) => line.includes('"create-kicking-rule"'));
  expect(told).toHaveLength(banned.size);
  expect(await server.end('SIGTERM')).toBe(0);
}, 600_000);
