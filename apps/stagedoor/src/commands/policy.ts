import type { Command } from 'commander';
import type { World } from '../world.js';
import { addPolicyCheckCommand } from './policy/check-command.js';
import { addPolicyHistoryCommand } from './policy/history-command.js';
import { addPolicySetCommand } from './policy/set-command.js';
import { addPolicyShowCommand } from './policy/show-command.js';
import { addPolicyTestCommand } from './policy/test-command.js';
import { addPolicyTryCommand } from './policy/try-command.js';
import { addPolicyUnsetCommand } from './policy/unset-command.js';

const EXAMPLES = `
Examples:
  $ stagedoor policy check policy.json
  $ stagedoor policy test policy.json tests.json
  $ stagedoor policy set policy.json --tests tests.json
  $ stagedoor policy show > policy.json

check, try and test need the file alone. set and those after it work on what a platform keeps, for stagedoor serve
--token-server; stagedoor token-server reads a file.
`;

/** `stagedoor policy`: the group. */
export function addPolicyCommand(program: Command, world: World): void {
  const policy = program
    .command('policy')
    .description('check, try, test and set the policies of a token server')
    .addHelpText('after', EXAMPLES);
  addPolicyCheckCommand(policy, world);
  addPolicyTryCommand(policy, world);
  addPolicyTestCommand(policy, world);
  addPolicySetCommand(policy, world);
  addPolicyShowCommand(policy, world);
  addPolicyHistoryCommand(policy, world);
  addPolicyUnsetCommand(policy, world);
}
