/** `npm run runtimes`: installs and builds what is missing, then runs the vectors on every runtime. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './findings.mjs';
import { ensureBuilt, ensureInstalled, setUp } from './setup.mjs';

if (setUp(ROOT, [ensureInstalled, ensureBuilt])) {
  await import(pathToFileURL(join(ROOT, 'runtimes/dist/main.js')).href);
} else process.exitCode = 1;
