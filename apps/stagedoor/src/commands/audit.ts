import type { Command } from 'commander';
import type { World } from '../world.js';
import { addAuditExportCommand } from './audit/export-command.js';
import { addAuditListCommand } from './audit/list-command.js';
import { addAuditPruneCommand } from './audit/prune-command.js';
import { addAuditVerifyCommand } from './audit/verify-command.js';

/** `stagedoor audit`: the group. */
export function addAuditCommand(program: Command, world: World): void {
  const audit = program
    .command('audit')
    .description('see who did what, and prove that the record was not changed');
  addAuditListCommand(audit, world);
  addAuditVerifyCommand(audit, world);
  addAuditExportCommand(audit, world);
  addAuditPruneCommand(audit, world);
}
