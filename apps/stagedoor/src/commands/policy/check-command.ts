import type { Command } from 'commander';
import { createPaint } from '../../paint.js';
import type { World } from '../../world.js';
import { readPolicy } from './read-policy.js';

const EXAMPLES = `
Examples:
  $ stagedoor policy check policy.json
  $ stagedoor policy check - --json < policy.json

Every key, name, pattern and condition is checked, the types in conditions too. Exit code 2: it cannot be used, and why.
What is allowed and seldom meant is named, and the exit code is 0.
`;

async function check(
  path: string,
  { json }: { readonly json?: true },
  world: World,
): Promise<void> {
  const { ruleNames, remarks } = await readPolicy(path, world);
  if (json === true) {
    world.writeOut(`${JSON.stringify({ valid: true, rules: ruleNames, remarks })}\n`);
    return;
  }
  const count = `${ruleNames.length} ${ruleNames.length === 1 ? 'rule' : 'rules'}`;
  const paint = createPaint(world);
  const verdict = paint('good', `${path} is a policy of ${count}`);
  const lines = ruleNames.map((name, index) => `  ${index + 1}  ${name}`);
  const notes = remarks.map((each) =>
    paint('warning', `Seldom meant: ${each.path} ${each.message}`),
  );
  world.writeOut(`${[verdict, ...lines, ...notes].join('\n')}\n`);
}

/** `stagedoor policy check`. */
export function addPolicyCheckCommand(policy: Command, world: World): void {
  policy
    .command('check')
    .description('check that a policy can be used')
    .argument('<file>', 'the policy, or - to read it from standard input')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: { readonly json?: true }) => check(path, options, world));
}
