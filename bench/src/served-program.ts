import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const READY_LIMIT_MILLIS = 30_000;
const KIB_PER_MB = 1_000_000 / 1024;

/** A server in a process of its own. */
export interface ServedProgram {
  /** The first line that it wrote. */
  readonly readyLine: string;
  /** Resident memory now, megabytes of 10^6 octets. */
  readResidentMegabytes(): number;
  stop(): Promise<void>;
}

/** The resident memory that a process says it has, in a file of Linux or a line of `ps`. */
function parseResidentKib(text: string): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(text) ?? /^\s*(\d+)\s*$/.exec(text);
  if (found?.[1] === undefined) throw new TypeError('the process does not say how large it is');
  return Number(found[1]);
}

function readResidentMegabytes(pid: number): number {
  const text =
    process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/status`, 'utf8')
      : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return parseResidentKib(text) / KIB_PER_MB;
}

async function readFirstLine(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new TypeError('nobody hears whether it is ready');
  const signal = AbortSignal.timeout(READY_LIMIT_MILLIS);
  const ended = once(child, 'close', { signal }).then(() => {
    throw new TypeError(`a server has ended before it was ready: ${child.spawnargs.join(' ')}`);
  });
  const lines: readonly unknown[] = await Promise.race([
    once(createInterface(stdout), 'line', { signal }),
    ended,
  ]);
  ended.catch(() => {});
  return String(lines[0]);
}

/** Starts a program of Node.js, in this environment or in another, and resolves when it has written its first line. */
export async function startProgram(
  file: string,
  args: readonly string[],
  env?: Record<string, string>,
): Promise<ServedProgram> {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    ...(env === undefined ? {} : { env }),
  });
  const closed = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill();
    await closed;
  };
  try {
    const readyLine = await readFirstLine(child);
    return { readyLine, readResidentMegabytes: () => readResidentMegabytes(child.pid ?? 0), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
