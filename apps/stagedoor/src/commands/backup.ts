import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../administration/administration-options.js';
import { withAdministration } from '../administration/with-administration.js';
import { createPaint } from '../paint.js';
import type { World } from '../world.js';
import { describeTables } from './backup/describe-tables.js';
import { parseBackupResult } from './backup/parse-backup-result.js';

const EXAMPLES = `
Examples:
  $ stagedoor backup stagedoor.backup
  $ stagedoor backup "/backups/stagedoor-$(date +%F).backup" --json

The file shows one moment, and the server goes on while it is written. Secrets are sealed in it as they are in the
database: keep the master key too, but elsewhere.
`;

interface BackupOptions extends AdministrationOptions {
  readonly force?: true;
}

async function backUp(file: string, options: BackupOptions, world: World): Promise<void> {
  const path = resolve(world.cwd, file);
  const isForced = options.force === true;
  const report = parseBackupResult(
    await withAdministration(options, world, (run) => run('storage.backup', { path, isForced })),
  );
  const text =
    options.json === true
      ? JSON.stringify({ path, ...report })
      : [...describeTables(report.tables, createPaint(world)), `Written to ${path}`].join('\n');
  world.writeOut(`${text}\n`);
}

/** `stagedoor backup`. */
export function addBackupCommand(program: Command, world: World): void {
  const command = program
    .command('backup')
    .description('write everything that is stored into one file')
    .argument('<file>', 'where to write it')
    .option('--force', 'replace the file if it is there');
  addAdministrationOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: BackupOptions) => backUp(file, options, world));
}
