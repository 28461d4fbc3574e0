import type { Command } from 'commander';
import type { World } from '../../world.js';
import { readPolicy } from './read-policy.js';
import { checkTestReport, printTestReport, runTestFile } from './run-test-file.js';

const EXAMPLES = `
Examples:
  $ stagedoor policy test policy.json tests.json

A test is a caller, a request and what the policy must answer. Rules that decide no test are named: nothing is known of
them. Exit code 1 means that a test failed.
`;

async function test(
  paths: readonly [string, string],
  options: { readonly json?: true },
  world: World,
): Promise<void> {
  const [policyPath, testsPath] = paths;
  const policy = await readPolicy(policyPath, world);
  const report = await runTestFile(policy, testsPath, world);
  printTestReport(report, options, world);
  checkTestReport(report);
}

/** `stagedoor policy test`. */
export function addPolicyTestCommand(policy: Command, world: World): void {
  policy
    .command('test')
    .description('ask a policy all questions of its tests')
    .argument('<policy>', 'the policy')
    .argument('<tests>', 'its tests')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((policyPath: string, testsPath: string, options: { readonly json?: true }) =>
      test([policyPath, testsPath], options, world),
    );
}
