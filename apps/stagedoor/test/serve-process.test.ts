/** What only a process of its own shows: signals, and a clock that goes. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestCertificate } from './test-certificate.js';
import type { Ready } from './test-server.js';

const PROGRAM = fileURLToPath(new URL('../bin/stagedoor.js', import.meta.url));
/** Other tests run at the same time. */
const PATIENCE = { timeout: 30_000 };

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-serve-'));
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'init', 'acme'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`no platform was made: ${stderr}`);
});

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

async function start(...argv: readonly string[]): Promise<Ready> {
  const command = [PROGRAM, 'serve', '--port', '0', '--operations-port', '0', '--json', ...argv];
  const started = spawn(process.execPath, command, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  const [line] = (await once(createInterface(started.stdout), 'line')) as [string];
  return JSON.parse(line) as Ready;
}

/** A request whose head has not ended, and never will. */
async function beginRequest(url: string): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(`POST /dev/v1/project HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10\r\n`);
  return socket;
}

describe('the process of stagedoor serve', () => {
  it('stops at once at the second signal, whichever it is', async () => {
    const { url, operationsUrl } = await start('--drain-seconds', '600', '--log-level', 'silent');
    const socket = await beginRequest(url);
    child?.kill('SIGTERM');
    const statusOf = async (): Promise<number> => (await fetch(`${operationsUrl}/readyz`)).status;
    await expect.poll(statusOf, PATIENCE).toBe(503);
    const ended = once(child ?? socket, 'exit');
    child?.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    socket.destroy();
  });

  it('goes on at SIGHUP, with the certificate that is there then', async () => {
    makeTestCertificate(folder, 'first');
    const files = ['--tls-cert', 'first.pem', '--tls-key', 'first.key'];
    const { url } = await start(...files, '--log-level', 'silent');
    const seenName = async (): Promise<string> => {
      const port = Number(new URL(url).port);
      const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { subject } = socket.getPeerCertificate();
      socket.destroy();
      return String(subject.CN);
    };
    expect(await seenName()).toBe('first');
    const second = makeTestCertificate(folder, 'second');
    writeFileSync(join(folder, 'first.pem'), second.cert);
    writeFileSync(join(folder, 'first.key'), second.key);
    child?.kill('SIGHUP');
    await expect.poll(seenName, PATIENCE).toBe('second');
    // Without a signal it takes some seconds.
    const third = makeTestCertificate(folder, 'third');
    writeFileSync(join(folder, 'first.pem'), third.cert);
    writeFileSync(join(folder, 'first.key'), third.key);
    await expect.poll(seenName, PATIENCE).toBe('third');
  });
});
