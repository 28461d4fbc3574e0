import type { Command } from 'commander';
import type { World } from '../world.js';
import { addInspectCommand } from './token-inspect.js';
import { addIssueCommand } from './token-issue.js';
import { addVerifyCommand } from './token-verify.js';

/** `stagedoor token`: the group. */
export function addTokenCommand(program: Command, world: World): void {
  const token = program.command('token').description('issue, inspect and verify tokens');
  addIssueCommand(token, world);
  addInspectCommand(token, world);
  addVerifyCommand(token, world);
}
