import {
  type CompiledPolicy,
  parsePolicyTests,
  type PolicyTestReport,
  runPolicyTests,
} from '@stagedoor/token-server/policy';
import { createPaint } from '../../paint.js';
import type { World } from '../../world.js';
import { PolicyTestsFailedError } from './errors.js';
import { parseNamed, readDocument } from './read-policy.js';
import { describeTestReport, showTestReport } from './test-report.js';

/** What a policy answers to the tests of a file. Throws `file_unusable` and `policy_tests_invalid`. */
export async function runTestFile(
  policy: CompiledPolicy,
  path: string,
  world: World,
): Promise<PolicyTestReport> {
  const document = await readDocument(path, world);
  const tests = parseNamed(path, () => parsePolicyTests(document));
  return runPolicyTests(policy, tests);
}

/** Prints the whole report. */
export function printTestReport(
  report: PolicyTestReport,
  { json }: { readonly json?: true },
  world: World,
): void {
  const lines = describeTestReport(report, createPaint(world));
  const text = json === true ? JSON.stringify(showTestReport(report)) : lines.join('\n');
  world.writeOut(`${text}\n`);
}

/** Throws `policy_tests_failed`. */
export function checkTestReport({ passed, results }: PolicyTestReport): void {
  if (passed) return;
  throw new PolicyTestsFailedError(results.filter((result) => !result.passed).length);
}
