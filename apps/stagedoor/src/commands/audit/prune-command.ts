import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../../administration/administration-options.js';
import { openAdministration } from '../../administration/open-administration.js';
import { parseTimeOption } from '../../parse-time-option.js';
import type { World } from '../../world.js';
import { parsePruneReport } from './parse-audit-result.js';

const EXAMPLES = `
Examples:
  $ stagedoor audit export --output audit-until-today.jsonl
  $ stagedoor audit prune --before 365d

Export first: what is pruned is gone from the database. The prune is an event itself, which holds the hash of the last row
that was removed, so that the rest still verifies. A trail that is broken is not pruned.
`;

interface PruneOptions extends AdministrationOptions {
  readonly before: string;
}

async function prune(options: PruneOptions, world: World): Promise<void> {
  const beforeMs = parseTimeOption(options.before, '--before', world.now());
  const administration = await openAdministration(options, world);
  try {
    let removedCount = 0;
    let report;
    do {
      report = parsePruneReport(await administration.run('audit.prune', { beforeMs }));
      removedCount += report.removedCount;
    } while (report.hasMore);
    const { throughSeq } = report;
    const before = new Date(beforeMs).toISOString();
    world.writeOut(
      options.json === true
        ? `${JSON.stringify({ removedCount, throughSeq, before })}\n`
        : `${removedCount} events before ${before} are removed\n`,
    );
  } finally {
    await administration.close();
  }
}

/** `stagedoor audit prune`. */
export function addAuditPruneCommand(audit: Command, world: World): void {
  addAdministrationOptions(
    audit.command('prune').description('remove old events; the rest can still be verified'),
  )
    .requiredOption('--before <time>', 'remove what happened before: 2026-01-01, 365d')
    .addHelpText('after', EXAMPLES)
    .action((options: PruneOptions) => prune(options, world));
}
