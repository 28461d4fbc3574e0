/** `npm start`: installs and builds what is missing, then runs `stagedoor dev` with the arguments given after `--`. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './findings.mjs';
import { ensureBuilt, ensureInstalled, setUp } from './setup.mjs';

const PROGRAM = join(ROOT, 'apps/stagedoor/bin/stagedoor.js');

if (!setUp(ROOT, [ensureInstalled, ensureBuilt])) process.exit(1);

// npm runs this in a shell that dies of a signal without passing it on. When the parent is gone, stop as at a signal.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 250);
watch.unref();

// In this process: signals, the terminal and the exit code are then those of the program itself.
process.argv = [process.execPath, PROGRAM, 'dev', ...process.argv.slice(2)];
await import(pathToFileURL(PROGRAM).href);
