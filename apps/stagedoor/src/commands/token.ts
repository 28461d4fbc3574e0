import type { Command } from 'commander';
import type { World } from '../world.js';
import { addAdmitCommand } from './token-admit.js';
import { addDoctorCommand } from './token-doctor.js';
import { addInspectCommand } from './token-inspect.js';
import { addIssueCommand } from './token-issue/issue-command.js';
import { addRevocationsCommand } from './token-revocations.js';
import { addRevokeCommand } from './token-revoke.js';
import { addUnrevokeCommand } from './token-unrevoke.js';
import { addVerifyCommand } from './token-verify.js';

/** `stagedoor token`: the group. */
export function addTokenCommand(program: Command, world: World): void {
  const token = program
    .command('token')
    .description('issue, inspect, verify, explain and revoke tokens');
  addIssueCommand(token, world);
  addInspectCommand(token, world);
  addVerifyCommand(token, world);
  addDoctorCommand(token, world);
  addRevokeCommand(token, world);
  addRevocationsCommand(token, world);
  addUnrevokeCommand(token, world);
  addAdmitCommand(token, world);
}
