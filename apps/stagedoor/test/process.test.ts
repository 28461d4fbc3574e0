import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../bin/stagedoor.js', import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-process-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'starts, serves, and ends with 0 at %s',
    async (signal) => {
      const child = spawn(process.execPath, [PROGRAM, 'dev', '--port', '0', '--json'], {
        cwd: folder,
      });
      const errors = text(child.stderr);
      const lines = createInterface(child.stdout);
      const [line] = (await once(lines, 'line')) as [string];
      const { url } = JSON.parse(line) as { url: string };
      const response = await fetch(`${url}/fetch_rtc_token`, {
        method: 'POST',
        body: '{"uid":1234,"ChannelName":"test","role":1}',
      });
      expect(response.status).toBe(200);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(await errors).toContain('"granted"');
    },
  );

  it('ends with 0 when its reader closes early', async () => {
    const child = spawn(process.execPath, [PROGRAM, '--help'], { cwd: folder });
    child.stdout.destroy();
    const errors = text(child.stderr);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await errors).toBe('');
  });

  it('stops a server whose log cannot be written', async () => {
    const command = [PROGRAM, 'dev', '--port', '0', '--json'];
    const child = spawn(process.execPath, command, { cwd: folder });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    child.stderr.destroy();
    const ended = once(child, 'exit');
    const { url } = JSON.parse(line) as { url: string };
    await fetch(`${url}/fetch_rtc_token`, { method: 'POST', body: '{}' }).catch(() => undefined);
    expect(await ended).toEqual([2, null]);
  });

  it('reads standard input, and tells by its exit code that a token was rejected', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'token', 'inspect', '-'], { cwd: folder });
    child.stdin.end('005 is not 007');
    const [output, errors] = [text(child.stdout), text(child.stderr)];
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(await output).toBe('');
    expect(await errors).toContain('unsupported_version');
  });
});
