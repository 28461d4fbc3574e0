/** `npm test`: installs what is missing, then runs every check and every test. */
import { checkRepository } from './check.mjs';
import { ROOT } from './findings.mjs';
import { ensureInstalled, SetupError } from './setup.mjs';

const setUp = () => {
  try {
    ensureInstalled(ROOT);
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  }
};

if (setUp()) process.exitCode = await checkRepository(process.argv.slice(2));
else {
  // The last line is always the count: nothing ran, and that is a failure.
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
