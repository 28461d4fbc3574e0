/** The token server as a process: signals, and what is left when it is gone. */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkAuditLines } from '../src/token-server/check-audit-lines.js';
import { ServerProcess } from './server-process.js';
import { APP_ID, CERTIFICATE } from './test-outcome.js';
import { askToken } from './test-token-server.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-tokens-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const linesOf = (name: string): readonly string[] =>
  readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);

it('goes on in a new audit file at SIGHUP, and has written all when SIGTERM has ended it', async () => {
  const projects = join(folder, 'projects.json');
  writeFileSync(projects, JSON.stringify([{ appId: APP_ID, certificates: [CERTIFICATE] }]));
  const audit = join(folder, 'grants.jsonl');
  const server = await ServerProcess.start([
    'token-server',
    '--port',
    '0',
    '--operations-port',
    '0',
    '--projects',
    projects,
    '--audit-file',
    audit,
    '--token-rate-limits',
    'user=1000',
  ]);
  const { url } = server.ready;
  const ask = async (): Promise<number> => (await askToken(url)).status;
  expect([await ask(), await ask()]).toEqual([200, 200]);
  renameSync(audit, `${audit}.1`);
  process.kill(server.pid, 'SIGHUP');
  await expect.poll(() => linesOf('grants.jsonl.1').length, { timeout: 10_000 }).toBe(2);
  await expect
    .poll(
      async () => {
        await ask();
        return linesOf('grants.jsonl').length;
      },
      { timeout: 10_000, interval: 200 },
    )
    .toBeGreaterThan(0);
  await ask();
  expect(await server.end('SIGTERM')).toBe(0);
  const lines = [...linesOf('grants.jsonl.1'), ...linesOf('grants.jsonl')];
  expect(await checkAuditLines(lines)).toMatchObject({ kind: 'intact', count: lines.length });
  expect(server.errors).not.toContain('"level":"error"');
});
