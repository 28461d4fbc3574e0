/** Counts what vitest ran, from its JSON report. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printResult, runStep } from './run-steps.mjs';

/** Runs the tests, prints one line and the names of skipped tests, and counts. */
export const runTests = async (root, step, isStrict) => {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-tests-'));
  const path = join(folder, 'report.json');
  const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  try {
    const result = await runStep(root, step, flags);
    const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
    const count = countTests(report, { failed: result.failed, isStrict });
    // The tests that failed say more than the log of all that ran.
    const output = count.failures.length > 0 ? count.failures.join('\n') : result.output;
    printResult(step, { ...result, output, failed: count.failed > 0 });
    for (const note of count.notes) console.log(`      ${note}`);
    return count;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Passed, failed and skipped tests. No tests at all is a failure, and so is a run that failed without a failing test,
 * such as one below the coverage floor. When strict, a skipped test is a failed one.
 */
export const countTests = (report, { failed, isStrict }) => {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const broken = tests.filter(({ status }) => status === 'failed');
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const skippedNotes = skipped.map(({ fullName }) => `skipped: ${fullName}`);
  const isOtherFailure = broken.length === 0 && (failed || tests.length === 0);
  return {
    passed,
    failed: broken.length + (isOtherFailure ? 1 : 0) + (isStrict ? skipped.length : 0),
    skipped: isStrict ? 0 : skipped.length,
    failures: [...files.filter(isBroken).map(describeFile), ...broken.map(describeTest)],
    notes: tests.length === 0 ? ['no tests were found'] : skippedNotes,
  };
};

/** A file that could not even be loaded. */
const isBroken = ({ status, assertionResults }) =>
  status === 'failed' && assertionResults.every((test) => test.status !== 'failed');

const describeFile = ({ name, message }) => [`failed: ${name}`, message].join('\n');

const describeTest = ({ fullName, failureMessages }) =>
  [`failed: ${fullName}`, ...failureMessages].join('\n');
