import { copyDatabase, nameLocation } from '@stagedoor/platform';
import type { Command } from 'commander';
import { locateGivenDatabase } from '../locate-database.js';
import { createPaint } from '../paint.js';
import type { World } from '../world.js';
import { describeTables } from './backup/describe-tables.js';

const EXAMPLES = `
Examples:
  $ stagedoor copy --from .stagedoor --to postgres://stagedoor@db.example.com/stagedoor
  $ stagedoor copy --from postgres://stagedoor@db.example.com/stagedoor --to .stagedoor

Stop the server first, so that nothing is written to the old database after it was copied. Every table is read back from
the new one and compared; where anything differs, nothing is kept.
`;

interface CopyCommandOptions {
  readonly from: string;
  readonly to: string;
  readonly json?: true;
}

async function copy(options: CopyCommandOptions, world: World): Promise<void> {
  const from = locateGivenDatabase(options.from, world);
  const to = locateGivenDatabase(options.to, world);
  const tables = await copyDatabase({ from, to });
  const names = { from: nameLocation(from), to: nameLocation(to) };
  const text =
    options.json === true
      ? JSON.stringify({ ...names, identical: true, tables })
      : [
          ...describeTables(tables, createPaint(world)),
          `Copied ${names.from} to ${names.to}: every table is the same in both`,
        ].join('\n');
  world.writeOut(`${text}\n`);
}

/** `stagedoor copy`. */
export function addCopyCommand(program: Command, world: World): void {
  program
    .command('copy')
    .description('copy everything that is stored to an empty database of either engine')
    .requiredOption(
      '--from <database>',
      'URL of PostgreSQL, or the folder or file of an embedded one',
    )
    .requiredOption('--to <database>', 'the same; it must be empty')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((options: CopyCommandOptions) => copy(options, world));
}
