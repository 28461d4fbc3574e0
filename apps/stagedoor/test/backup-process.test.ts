import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProgram, ServerProcess } from './server-process.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-backup-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('a running server writes its own backup, and keeps everyone else from its database', async () => {
  const data = join(folder, 'data');
  const backup = join(folder, 'a.backup');
  const done = { exitCode: 0, error: '' };
  const refused = { exitCode: 2, error: expect.stringContaining('database_in_use') as string };
  const server = await ServerProcess.start(['dev', '--port', '0', '--data', data]);
  expect(await runProgram(['backup', backup, '--data', data])).toMatchObject(done);
  const restore = ['restore', backup, '--data', data, '--force'];
  expect(await runProgram(restore)).toMatchObject(refused);
  const copy = ['copy', '--from', data, '--to', join(folder, 'new.db')];
  expect(await runProgram(copy)).toMatchObject(refused);
  expect(await runProgram(['dev', '--port', '0', '--data', data])).toMatchObject(refused);
  await server.end('SIGTERM');
  expect(await runProgram(restore)).toMatchObject(done);
  const again = await ServerProcess.start(['dev', '--port', '0', '--data', data]);
  expect(again.ready.appId).toBe(server.ready.appId);
  await again.end('SIGTERM');
});
