import { resolve } from 'node:path';
import { nameLocation, restoreBackup } from '@stagedoor/platform';
import type { Command } from 'commander';
import { type DatabaseOptions, locateDatabase } from '../locate-database.js';
import { createPaint } from '../paint.js';
import type { World } from '../world.js';
import { describeTables } from './backup/describe-tables.js';

const EXAMPLES = `
Examples:
  $ stagedoor restore stagedoor.backup
  $ stagedoor restore stagedoor.backup --force                  in place of what is there
  $ stagedoor restore stagedoor.backup --database postgres://…  from any engine to any other

Stop the server first. The file is read to its end before anything is touched, and nothing is ever half-restored. Secrets
open with the master key that they were sealed with: put it back as well.
`;

interface RestoreOptions extends DatabaseOptions {
  readonly force?: true;
  readonly json?: true;
}

async function restore(file: string, options: RestoreOptions, world: World): Promise<void> {
  const location = locateDatabase(options, world);
  const path = resolve(world.cwd, file);
  const report = await restoreBackup(path, { location, isForced: options.force === true });
  const to = nameLocation(location);
  const madeAt = new Date(report.createdAt * 1000).toISOString();
  const text =
    options.json === true
      ? JSON.stringify({ path, to, ...report })
      : [
          ...describeTables(report.tables, createPaint(world)),
          `Restored to ${to}, as it was at ${madeAt}`,
        ].join('\n');
  world.writeOut(`${text}\n`);
}

/** `stagedoor restore`. */
export function addRestoreCommand(program: Command, world: World): void {
  program
    .command('restore')
    .description('put a backup in place of the database, while no server runs')
    .argument('<file>', 'what stagedoor backup wrote')
    .option('--data <folder>', 'folder of the platform', '.stagedoor')
    .option('--database <url>', 'PostgreSQL database instead (or STAGEDOOR_DATABASE_URL)')
    .option('--force', 'replace what is in the database')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: RestoreOptions) => restore(file, options, world));
}
