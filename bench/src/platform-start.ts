import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startProgram } from './served-program.js';

const CLI = fileURLToPath(new URL('../../apps/stagedoor/bin/stagedoor.js', import.meta.url));
/** What was needed for the start alone is collected by then. */
const IDLE_MILLIS = 3000;

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

async function measureStart(args: readonly string[]): Promise<Start> {
  const startedAt = performance.now();
  const program = await startProgram(CLI, args);
  try {
    const readyMillis = performance.now() - startedAt;
    if (!program.readyLine.startsWith('{"ready":true')) throw new TypeError('it was not ready');
    await pass(IDLE_MILLIS);
    return { readyMillis, idleMegabytes: program.readResidentMegabytes() };
  } finally {
    await program.stop();
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
