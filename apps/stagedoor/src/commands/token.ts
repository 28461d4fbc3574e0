import type { Command } from 'commander';
import type { World } from '../world.js';
import { addDoctorCommand } from './token-doctor.js';
import { addInspectCommand } from './token-inspect.js';
import { addIssueCommand } from './token-issue/issue-command.js';
import { addVerifyCommand } from './token-verify.js';

/** `stagedoor token`: the group. */
export function addTokenCommand(program: Command, world: World): void {
  const token = program.command('token').description('issue, inspect, verify and explain tokens');
  addIssueCommand(token, world);
  addInspectCommand(token, world);
  addVerifyCommand(token, world);
  addDoctorCommand(token, world);
}
