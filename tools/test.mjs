/** `npm test`: installs what is missing, then runs every check and every test. */
import { checkRepository } from './check.mjs';
import { ROOT } from './findings.mjs';
import { ensureInstalled, setUp } from './setup.mjs';

if (setUp(ROOT, [ensureInstalled])) process.exitCode = await checkRepository(process.argv.slice(2));
else {
  // The last line is always the count: nothing ran, and that is a failure.
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
