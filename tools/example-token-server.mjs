/** `npm run example:token-server`: installs and builds what is missing, then runs the example of a login. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './findings.mjs';
import { ensureBuilt, ensureInstalled, SetupError } from './setup.mjs';

try {
  ensureInstalled(ROOT);
  ensureBuilt(ROOT);
  await import(pathToFileURL(join(ROOT, 'examples/oidc-login/main.js')).href);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
