import { resolve } from 'node:path';
import type { Command } from 'commander';
import { addAdministrationOptions } from '../../administration/administration-options.js';
import {
  openAdministration,
  type OpenAdministration,
} from '../../administration/open-administration.js';
import { parseNumberOption } from '../../parse-number-option.js';
import type { World } from '../../world.js';
import { EventFile } from './event-file.js';
import { addFilterOptions, type FilterOptions, readFilter } from './filter-options.js';
import { type AuditPart, parseAuditPart } from './parse-audit-result.js';

const EXAMPLES = `
Examples:
  $ stagedoor audit export --output audit-2026-11.jsonl
  $ stagedoor audit export --after 120000 | your-log-collector
  $ stagedoor audit export --outcome refused --since 7d | jq .address

One event in each line, as JSON, the oldest first. Each has its hash: an export without filters can be verified later with
stagedoor audit verify --file.
`;

interface ExportOptions extends FilterOptions {
  readonly output?: string;
  readonly after: number;
}

/** All parts, one after another, up to what was there at the first one. */
async function* readParts(
  administration: OpenAdministration,
  filter: object,
  after: number,
): AsyncGenerator<AuditPart> {
  let page: object = { afterSeq: after };
  while (true) {
    const part = parseAuditPart(await administration.run('audit.export', { ...filter, ...page }));
    yield part;
    if (part.nextAfterSeq === null) return;
    page = { afterSeq: part.nextAfterSeq, throughSeq: part.throughSeq };
  }
}

async function writeParts(
  parts: AsyncIterable<AuditPart>,
  write: (text: string) => void,
): Promise<number> {
  let count = 0;
  for await (const { events } of parts) {
    count += events.length;
    write(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  }
  return count;
}

async function exportToFile(parts: AsyncIterable<AuditPart>, path: string): Promise<number> {
  const file = new EventFile(path);
  try {
    const count = await writeParts(parts, (text) => file.write(text));
    file.finish();
    return count;
  } catch (error) {
    file.discard();
    throw error;
  }
}

async function exportEvents(options: ExportOptions, world: World): Promise<void> {
  const { output } = options;
  const filter = readFilter(options, world);
  const administration = await openAdministration(options, world);
  try {
    const parts = readParts(administration, filter, options.after);
    if (output === undefined) {
      await writeParts(parts, (text) => world.writeOut(text));
      return;
    }
    const count = await exportToFile(parts, resolve(world.cwd, output));
    const asJson = options.json === true;
    world.writeOut(
      asJson ? `${JSON.stringify({ output, count })}\n` : `${count} events are in ${output}\n`,
    );
  } finally {
    await administration.close();
  }
}

/** `stagedoor audit export`. */
export function addAuditExportCommand(audit: Command, world: World): void {
  const command = audit.command('export').description('write events as JSON lines');
  addAdministrationOptions(addFilterOptions(command))
    .option('--output <file>', 'new file to write them to, instead of standard output')
    .option('--after <seq>', 'only events after that one', parseNumberOption, 0)
    .addHelpText('after', EXAMPLES)
    .action((options: ExportOptions) => exportEvents(options, world));
}
