import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../apps/stagedoor/bin/stagedoor.js', import.meta.url));
/** What was needed for the start alone is collected by then. */
const IDLE_MILLIS = 3000;
const READY_LIMIT_MILLIS = 30_000;
const KIB_PER_MB = 1_000_000 / 1024;

/** One start of a server. */
interface Start {
  /** From the start of the process to its line that it is ready. */
  readonly readyMillis: number;
  /** Resident memory some seconds later, megabytes of 10^6 octets. */
  readonly idleMegabytes: number;
}

/** A command line, and what its starts took. */
export interface CommandStarts {
  readonly name: string;
  readonly starts: readonly Start[];
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

async function untilReady({ stdout }: ChildProcess): Promise<void> {
  if (stdout === null) throw new TypeError('nobody hears whether it is ready');
  const signal = AbortSignal.timeout(READY_LIMIT_MILLIS);
  const lines: readonly unknown[] = await once(createInterface(stdout), 'line', { signal });
  if (!String(lines[0]).startsWith('{"ready":true')) throw new TypeError('it was not ready');
}

async function measureStart(args: readonly string[]): Promise<Start> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const closed = once(child, 'close');
  try {
    await untilReady(child);
    const readyMillis = performance.now() - startedAt;
    await pass(IDLE_MILLIS);
    return { readyMillis, idleMegabytes: readResidentMegabytes(child.pid ?? 0) };
  } finally {
    child.kill();
    await closed;
  }
}

async function measureCommand(
  name: string,
  count: number,
  argsOf: (index: number) => readonly string[],
): Promise<CommandStarts> {
  const starts: Start[] = [];
  for (let index = 0; index < count; index += 1) starts.push(await measureStart(argsOf(index)));
  return { name, starts };
}

/** Starts the real program so many times in each way. `folder` is for its data. */
export async function measureStarts(
  folder: string,
  count: number,
): Promise<readonly CommandStarts[]> {
  const dev = (name: string): readonly string[] => [
    'dev',
    '--port=0',
    '--json',
    `--data=${join(folder, name)}`,
  ];
  const served = join(folder, 'served');
  execFileSync(process.execPath, [CLI, 'init', 'bench', `--data=${served}`], { stdio: 'ignore' });
  const serve = ['serve', '--port=0', '--operations-port=0', '--json', `--data=${served}`];
  return [
    await measureCommand('dev, the first time', count, (index) => dev(`first-${index}`)),
    await measureCommand('dev, again', count, () => dev('first-0')),
    await measureCommand('serve', count, () => serve),
  ];
}
