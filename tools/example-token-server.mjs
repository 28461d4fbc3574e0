/** `npm run example:token-server`: installs and builds what is missing, then runs the example of a login. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './findings.mjs';
import { ensureBuilt, ensureInstalled, setUp } from './setup.mjs';

if (setUp(ROOT, [ensureInstalled, ensureBuilt])) {
  await import(pathToFileURL(join(ROOT, 'examples/oidc-login/main.js')).href);
} else process.exitCode = 1;
