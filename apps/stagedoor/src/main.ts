import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { runCli } from './run-cli.js';
import type { World } from './world.js';

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

const world: World = {
  env: process.env,
  cwd: process.cwd(),
  now: () => Math.floor(Date.now() / 1000),
  randomHex32: () => randomBytes(16).toString('hex'),
  readStdin: () => text(process.stdin),
  writeOut: (chunk) => void process.stdout.write(chunk),
  writeError: (chunk) => void process.stderr.write(chunk),
  untilStopped,
};

process.exitCode = await runCli(process.argv.slice(2), world);
