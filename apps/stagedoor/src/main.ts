import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { text } from 'node:stream/consumers';
import { runCli } from './run-cli.js';
import type { World } from './world.js';

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      // Whichever comes second finds no listener.
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

const EXIT_DEADLINE_MILLIS = 1000;

/** Containers may run as a user without a name. */
function nameUser(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

const world: World = {
  env: process.env,
  cwd: process.cwd(),
  terminalColumns: process.stdout.isTTY ? process.stdout.columns : undefined,
  showsErrorsOnTerminal: process.stderr.isTTY,
  now: () => Math.floor(Date.now() / 1000),
  userName: nameUser(),
  randomHex32: () => randomBytes(16).toString('hex'),
  randomBytes,
  readStdin: () => text(process.stdin),
  abortAfter: (limitSeconds) => AbortSignal.timeout(limitSeconds * 1000),
  writeOut: (chunk) => void process.stdout.write(chunk),
  writeError: (chunk) => void process.stderr.write(chunk),
  untilStopped,
  nowMillis: () => performance.timeOrigin + performance.now(),
  every: (intervalSeconds, work) => {
    const timer = setInterval(work, intervalSeconds * 1000).unref();
    return () => clearInterval(timer);
  },
  onReload: (work) => {
    process.on('SIGHUP', work);
    return () => void process.off('SIGHUP', work);
  },
};

// A reader that closes early, as `head` does, is no failure. Anything else is, and so is a log that cannot be written:
// a server whose grants are not recorded must stop.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? 0 : 2),
);
process.stderr.on('error', () => process.exit(2));

async function run(): Promise<number> {
  try {
    return await runCli(process.argv.slice(2), world);
  } catch (error) {
    world.writeError(`stagedoor failed, which it should not: ${String(error)}\n`);
    return 2;
  }
}

process.exitCode = await run();
// Lines that nobody reads must not keep a stopped server alive.
setTimeout(() => process.exit(), EXIT_DEADLINE_MILLIS).unref();
