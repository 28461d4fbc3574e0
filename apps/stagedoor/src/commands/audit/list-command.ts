import type { AuditView } from '@stagedoor/platform';
import type { Command } from 'commander';
import { addAdministrationOptions } from '../../administration/administration-options.js';
import { openAdministration } from '../../administration/open-administration.js';
import { layOutColumns } from '../../lay-out-columns.js';
import { createPaint } from '../../paint.js';
import { parseNumberOption } from '../../parse-number-option.js';
import type { World } from '../../world.js';
import { addFilterOptions, type FilterOptions, readFilter } from './filter-options.js';
import { parseAuditPage } from './parse-audit-result.js';

const EXAMPLES = `
Examples:
  $ stagedoor audit list --since 24h
  $ stagedoor audit list --outcome refused --code wrong_secret --address 192.0.2.7
  $ stagedoor audit list --actor 'cli:*' --limit 200
  $ stagedoor audit list --target 'project 3f0c9a7b1d' --json

The newest event comes first. --before goes on where an earlier list ended.
`;

interface ListOptions extends FilterOptions {
  readonly limit: number;
  readonly before?: number;
}

const HEADING = ['SEQ', 'TIME (UTC)', 'ACTOR', 'ACTION', 'TARGET', 'OUTCOME', 'ADDRESS'];
const TIME_LENGTH = 19;

const toRow = (event: AuditView): readonly string[] => [
  String(event.seq),
  event.at.slice(0, TIME_LENGTH).replace('T', ' '),
  event.actor,
  event.action,
  event.target ?? '',
  event.code === null ? event.outcome : `${event.outcome} (${event.code})`,
  event.address ?? '',
];

async function list(options: ListOptions, world: World): Promise<void> {
  const { limit, before: beforeSeq } = options;
  const input = { ...readFilter(options, world), limit, beforeSeq };
  const administration = await openAdministration(options, world);
  try {
    const page = parseAuditPage(await administration.run('audit.list', input));
    const { events, nextBeforeSeq } = page;
    if (options.json === true) {
      world.writeOut(`${JSON.stringify(page)}\n`);
      return;
    }
    const lines = layOutColumns(HEADING, events.map(toRow), createPaint(world));
    const more = nextBeforeSeq === null ? [] : ['', `Older ones: --before ${nextBeforeSeq}`];
    world.writeOut(`${[...lines, ...more].join('\n')}\n`);
  } finally {
    await administration.close();
  }
}

/** `stagedoor audit list`. */
export function addAuditListCommand(audit: Command, world: World): void {
  const command = audit.command('list').description('show events, the newest first');
  addAdministrationOptions(addFilterOptions(command))
    .option('--limit <number>', 'events at most, up to 1000', parseNumberOption, 50)
    .option('--before <seq>', 'only events before that one', parseNumberOption)
    .addHelpText('after', EXAMPLES)
    .action((options: ListOptions) => list(options, world));
}
