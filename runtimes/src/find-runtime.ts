import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { RunProgram } from './run-program.js';
import type { Origin, Runtime } from './runtime-table.js';

/** A runtime that can be started, or why it cannot. */
export type FoundRuntime =
  | { readonly kind: 'found'; readonly program: string; readonly version: string }
  | { readonly kind: 'missing'; readonly reason: string };

/** What finding a runtime needs of the world. */
export interface Machine {
  /** `process.platform` and `process.arch`: `linux-x64`. */
  readonly platform: string;
  /** The folders to look for programs in, as the environment has them. */
  readonly path: string;
  /** The Node.js that runs this. */
  readonly thisNode: string;
  /** Where runtimes from npm are kept between runs; not in git. */
  readonly cache: string;
  /** npm, as a program and its first arguments. */
  readonly npm: readonly [string, ...string[]];
  readonly run: RunProgram;
}

const INSTALL_MILLIS = 240_000;
const VERSION_MILLIS = 20_000;
/** Written by npm when everything else is there. */
const DONE = 'node_modules/.package-lock.json';

const missing = (reason: string): FoundRuntime => ({ kind: 'missing', reason });

/** The line of npm's complaint that says what is wrong, without the codes before it. */
function shortReason(complaint: string): string {
  const lines = complaint
    .split('\n')
    .filter((line) => /^npm error (?!code |errno |syscall |A complete log)/.test(line));
  return (lines[0] ?? complaint.split('\n')[0] ?? '').replace('npm error ', '');
}

/** Asks a program for its version, which also shows that it runs here. */
async function askVersion(program: string, run: RunProgram): Promise<FoundRuntime> {
  const { code, stdout, complaint } = await run(program, ['--version'], VERSION_MILLIS);
  if (code !== 0)
    return missing(`it does not start: ${complaint.split('\n')[0] || `exit ${code}`}`);
  const version = /\d[\d.-]*\d/.exec(stdout)?.[0] ?? stdout.trim();
  return { kind: 'found', program, version };
}

async function install(
  origin: Extract<Origin, { kind: 'npm' }>,
  { platform, cache, npm, run }: Machine,
): Promise<FoundRuntime> {
  const name = origin.packages[platform];
  if (name === undefined) return missing(`no package for ${platform}`);
  const folder = join(cache, `${name.replace('/', '-')}-${origin.version}`);
  const program = join(folder, 'node_modules', name, origin.program);
  if (!existsSync(join(folder, DONE)) || !existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const [command, ...first] = npm;
    const { code, complaint } = await run(
      command,
      [
        ...first,
        'install',
        `--prefix=${folder}`,
        '--ignore-scripts',
        '--no-save',
        '--no-package-lock',
        '--no-audit',
        '--no-fund',
        `${name}@${origin.version}`,
      ],
      INSTALL_MILLIS,
    );
    if (code !== 0) return missing(`npm install failed: ${shortReason(complaint)}`);
  }
  return await askVersion(program, run);
}

async function findThis(major: number, { thisNode, run }: Machine): Promise<FoundRuntime> {
  const found = await askVersion(thisNode, run);
  if (found.kind === 'missing' || found.version.startsWith(`${major}.`)) return found;
  return missing(`this is Node ${found.version}: start this with Node ${major}`);
}

async function findOnSystem(
  programs: readonly string[],
  { path, run }: Machine,
): Promise<FoundRuntime> {
  const places = programs.flatMap((name) =>
    path.split(delimiter).map((folder) => join(folder, name)),
  );
  const program = places.find((place) => existsSync(place));
  return program === undefined
    ? missing(`none of ${programs.join(', ')} is installed`)
    : await askVersion(program, run);
}

/** Finds a runtime on this machine, and installs it from npm the first time. Never throws: it says why not. */
export async function findRuntime({ origin }: Runtime, machine: Machine): Promise<FoundRuntime> {
  switch (origin.kind) {
    case 'this':
      return await findThis(origin.major, machine);
    case 'npm':
      return await install(origin, machine);
    case 'system':
      return await findOnSystem(origin.programs, machine);
  }
}
