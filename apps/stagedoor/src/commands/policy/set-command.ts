import {
  type CompiledPolicy,
  parsePolicy,
  parsePolicyText,
  type PolicyTestReport,
} from '@stagedoor/token-server/policy';
import type { Command } from 'commander';
import { withAdministration } from '../../administration/with-administration.js';
import { UsageError } from '../../errors.js';
import { createPaint } from '../../paint.js';
import type { World } from '../../world.js';
import { type KeptPolicy, parseKeptPolicy } from './parse-policy-result.js';
import {
  addPolicyPlaceOptions,
  describePlace,
  placeInput,
  type PolicyPlaceOptions,
} from './policy-place.js';
import { parseNamed, readDocumentText } from './read-policy.js';
import { checkTestReport, printTestReport, runTestFile } from './run-test-file.js';
import { summarizeTestReport } from './test-report.js';

const EXAMPLES = `
Examples:
  $ stagedoor policy set policy.json --tests tests.json
  $ stagedoor policy set policy.json --project stage
  $ stagedoor policy show --version 3 | stagedoor policy set -

The policy of a project holds in it; that of the organization holds in all projects that have none of their own. It holds
at once, in all servers of the platform, and the one before is kept. With --tests nothing is set where a test fails.
`;

interface SetOptions extends PolicyPlaceOptions {
  readonly tests?: string;
}

/** What was set, and what is known of it. */
interface SetPolicy {
  readonly kept: KeptPolicy;
  readonly policy: CompiledPolicy;
  readonly report: PolicyTestReport | undefined;
}

/** Throws `policy_tests_failed`, and prints the report then. */
async function runTests(
  policy: CompiledPolicy,
  options: SetOptions,
  world: World,
): Promise<PolicyTestReport | undefined> {
  const { tests } = options;
  if (tests === undefined) return undefined;
  const report = await runTestFile(policy, tests, world);
  if (!report.passed) printTestReport(report, options, world);
  checkTestReport(report);
  return report;
}

function describeSet(
  { kept, policy, report }: SetPolicy,
  options: SetOptions,
  world: World,
): string {
  const paint = createPaint(world);
  const { ruleNames, remarks } = policy;
  const count = `${ruleNames.length} ${ruleNames.length === 1 ? 'rule' : 'rules'}`;
  return [
    ...(report === undefined ? [] : summarizeTestReport(report, paint)),
    ...remarks.map(({ path, message }) => paint('warning', `Seldom meant: ${path} ${message}`)),
    paint(
      'good',
      `Version ${kept.version} of the policy of ${describePlace(options)} is set: ${count}`,
    ),
  ].join('\n');
}

function showSet({ kept, policy, report }: SetPolicy): object {
  const { ruleNames: rules, remarks } = policy;
  if (report === undefined) return { ...kept, rules, remarks };
  const { results, unreachedRules } = report;
  return { ...kept, rules, remarks, testsPassed: results.length, unreachedRules };
}

async function set(path: string, options: SetOptions, world: World): Promise<void> {
  if (path === '-' && options.tests === '-') {
    throw new UsageError('standard input is the policy or its tests: name a file for the other');
  }
  const document = await readDocumentText(path, world);
  const policy = parseNamed(path, () => parsePolicy(parsePolicyText(document)));
  const report = await runTests(policy, options, world);
  const input = { ...placeInput(options), document };
  const kept = await withAdministration(options, world, async (run) =>
    parseKeptPolicy(await run('token-policy.set', input)),
  );
  const done = { kept, policy, report };
  const text =
    options.json === true ? JSON.stringify(showSet(done)) : describeSet(done, options, world);
  world.writeOut(`${text}\n`);
}

/** `stagedoor policy set`. */
export function addPolicySetCommand(group: Command, world: World): void {
  const command = group
    .command('set')
    .description('let a policy hold in a project, or in all of the organization')
    .argument('<file>', 'the policy, or - to read it from standard input')
    .option('--tests <file>', 'tests that the policy must pass first');
  addPolicyPlaceOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: SetOptions) => set(path, options, world));
}
