/**
 * Installs and builds what is missing, and starts no other program when nothing is.
 *
 * Uses only what Node.js brings: this runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprintSources, hasAllOutputs, isBuilt, markBuilt } from './built-sources.mjs';
import { isInstalled } from './installed-packages.mjs';

const OLDEST_NODE = [20, 19];
/** Everything, whatever is set outside, as with `npm start --silent` or NODE_ENV=production. */
const NPM_FLAGS = [
  '--include=dev',
  '--include=optional',
  '--include=peer',
  '--legacy-peer-deps=false',
  '--loglevel=warn',
  '--no-audit',
  '--no-fund',
];

/** Something that the person at the keyboard has to do. */
export class SetupError extends Error {}

/** Throws unless this Node.js can run the code. */
export const checkNode = (version = process.versions.node) => {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  const wanted = OLDEST_NODE.join('.');
  throw new SetupError(
    `Node.js ${wanted} or newer is needed, this is ${version}: see https://nodejs.org`,
  );
};

/** Installs the dependencies unless exactly those of the lockfile are there. */
export const ensureInstalled = (root, { run = runProgram, say = sayOnStderr } = {}) => {
  checkNode();
  if (isInstalled(root)) return;
  const isFirst = !existsSync(join(root, 'node_modules'));
  say(`installing dependencies${isFirst ? ' (first start)' : ''}…`);
  const sources = fingerprintSources(root);
  const [program, ...first] = npmCommand();
  const { failed, output } = run(program, [...first, 'ci', ...NPM_FLAGS], root);
  if (failed) {
    throw new SetupError(`${output}\nnpm ci failed: fix what it says above, then start again`);
  }
  markBuilt(root, sources); // npm ci runs the `prepare` script of package.json, which builds
};

/** Builds unless the sources are those of the last build. */
export const ensureBuilt = (root, { run = runProgram, say = sayOnStderr } = {}) => {
  const sources = fingerprintSources(root); // now: they may change while they are built
  if (isBuilt(root, sources)) return;
  say('building…');
  // tsc trusts its own notes: it must be told when its output was deleted.
  const flags = hasAllOutputs(root) ? ['-b'] : ['-b', '--force'];
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { failed, output } = run(process.execPath, [compiler, ...flags], root);
  if (failed) throw new SetupError(`${output}\nthe build failed: fix the errors above`);
  markBuilt(root, sources);
};

/**
 * Whether these steps have made everything ready, such as `setUp(ROOT, [ensureInstalled, ensureBuilt])`. What the person at
 * the keyboard has to do is on standard error.
 */
export const setUp = (root, steps) => {
  try {
    for (const step of steps) step(root);
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    sayOnStderr(error.message);
    return false;
  }
};

const sayOnStderr = (text) => process.stderr.write(`${text}\n`);

// Its output is shown only when it fails, so that stdout belongs to the program that is started.
const runProgram = (program, args, cwd) => {
  // What must be compiled is compiled on every processor.
  const env = { JOBS: 'max', ...headersOfNode(), ...process.env };
  const result = spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  const output = [result.error?.message, result.stdout, result.stderr].filter(Boolean).join('\n');
  return { failed: result.status !== 0, output };
};

/**
 * better-sqlite3 compiles where it can fetch no binary. The headers it needs may lie beside this Node.js; else its
 * installer would fetch those too.
 */
const headersOfNode = () => {
  const prefix = join(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
};

/** The npm that started us, or the one in the path: a program and its first arguments. */
export const npmCommand = () => {
  const npm = process.env.npm_execpath;
  return npm === undefined || !/npm-cli\.c?js$/.test(npm) ? ['npm'] : [process.execPath, npm];
};
