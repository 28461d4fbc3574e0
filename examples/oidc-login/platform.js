import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../apps/stagedoor/bin/stagedoor.js', import.meta.url));

/**
 * A platform of its own: `stagedoor dev` in a new folder, which makes a project and a customer.
 *
 * @typedef {{ url: string, appId: string, certificate: string, customerId: string, customerSecret: string }} Platform
 */
export async function startPlatform() {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-login-'));
  const child = spawn(
    process.execPath,
    [PROGRAM, 'dev', '--port=0', '--json', `--data=${folder}`],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint = String(chunk)));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  };
  const line = await Promise.race([
    new Promise((resolve) => child.stdout.once('data', resolve)),
    ended.then(() => Promise.reject(new Error(`stagedoor dev has ended: ${complaint}`))),
  ]);
  const platform = /** @type {Platform} */ (JSON.parse(String(line)));
  return { ...platform, stop };
}

/** @typedef {{ admitted: boolean, code?: string, privileges?: Record<string, number> }} Admission */

/**
 * Asks the platform whether a user comes in, as a media server does.
 *
 * @param {Platform} platform
 * @param {{ token: string, channel: string, uid: number }} arrival
 */
export async function admit({ url, appId, customerId, customerSecret }, arrival) {
  const credential = Buffer.from(`${customerId}:${customerSecret}`).toString('base64');
  const response = await fetch(`${url}/stagedoor/v1/admissions`, {
    method: 'POST',
    headers: { authorization: `Basic ${credential}`, 'content-type': 'application/json' },
    body: JSON.stringify({ appId, ...arrival }),
  });
  return /** @type {Admission} */ (await response.json());
}
