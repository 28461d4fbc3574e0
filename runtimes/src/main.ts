/** `npm run runtimes`: the same vectors on every runtime, and a table of what came out. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Machine } from './find-runtime.js';
import { parseVectors } from './parse-vectors.js';
import { withProgramFiles } from './program-files.js';
import { describeVerdicts } from './report.js';
import { runProgram } from './run-program.js';
import { RUNTIMES } from './runtime-table.js';
import { tryRuntimes } from './try-runtimes.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The npm that started this, or the one in the path. */
function npmCommand(): readonly [string, ...string[]] {
  const path = process.env['npm_execpath'] ?? '';
  return /npm-cli\.c?js$/.test(path) ? [process.execPath, path] : ['npm'];
}

const machine: Machine = {
  platform: `${process.platform}-${process.arch}`,
  path: process.env['PATH'] ?? '',
  thisNode: process.execPath,
  cache: join(ROOT, 'node_modules/.cache/stagedoor-runtimes'),
  npm: npmCommand(),
  run: runProgram,
};

const verdicts = await withProgramFiles(HERE, parseVectors(ROOT), (files) =>
  tryRuntimes(RUNTIMES, files, machine),
);
const { lines, isGood } = describeVerdicts(verdicts, process.env['CI'] === 'true');
console.log(lines.join('\n'));
process.exitCode = isGood ? 0 : 1;
