import { resolve } from 'node:path';
import type { ChainFinding, ChainReport } from '@stagedoor/platform';
import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../../administration/administration-options.js';
import {
  openAdministration,
  type OpenAdministration,
} from '../../administration/open-administration.js';
import { AuditTrailBrokenError, UsageError } from '../../errors.js';
import { showText } from '../../lay-out-columns.js';
import { createPaint } from '../../paint.js';
import type { World } from '../../world.js';
import { parseChainReport, parseExportReport } from './parse-audit-result.js';
import { parseHeadOption, toHeadText } from './parse-head-option.js';
import { readEventLines } from './read-event-lines.js';

const EXAMPLES = `
Examples:
  $ stagedoor audit verify
  $ stagedoor audit verify --expect-head 120:v1.3f0c9a7b.…
  $ stagedoor audit verify --file audit-2026-11.jsonl

Exit code 0: every event is there as it was written. Exit code 1: rows were removed, changed, inserted or put into another
order; it says which. Note the head that it prints where nobody who has the database can change it, and compare it the next
time: without it, a return to an older copy of the whole database cannot be seen.
`;

interface VerifyOptions extends AdministrationOptions {
  readonly expectHead?: string;
  readonly file?: string;
}

/** What is said of the trail, or of a file. */
type Report = Pick<ChainReport, 'intact' | 'confirmedCount' | 'findings' | 'findingCount'> &
  Partial<Pick<ChainReport, 'head' | 'prunedThroughSeq'>>;

async function verifyTrail(
  administration: OpenAdministration,
  expectHead: string | undefined,
): Promise<Report> {
  const input = expectHead === undefined ? {} : { expectedHead: parseHeadOption(expectHead) };
  return parseChainReport(await administration.run('audit.verify', input));
}

async function verifyFile(administration: OpenAdministration, path: string): Promise<Report> {
  let before: object | undefined;
  let confirmedCount = 0;
  let findingCount = 0;
  let findings: readonly ChainFinding[] = [];
  for await (const events of readEventLines(path)) {
    const input = before === undefined ? { events } : { events, before };
    const part = parseExportReport(await administration.run('audit.check-export', input));
    confirmedCount += part.confirmedCount;
    findingCount += part.findingCount;
    if (findings.length === 0) ({ findings } = part);
    before = part.last ?? before;
  }
  return { intact: findingCount === 0, confirmedCount, findings, findingCount };
}

const count = (number: number): string => `${number} ${number === 1 ? 'event' : 'events'}`;

function describe(report: Report, subject: string): readonly string[] {
  const { intact, confirmedCount, prunedThroughSeq = 0, head } = report;
  const { findings, findingCount } = report;
  const verdict = intact
    ? `${subject} is intact: ${count(confirmedCount)}, each as it was written`
    : `${subject} is broken; ${count(confirmedCount)} proven to be as they were written`;
  const hidden = findingCount - findings.length;
  return [
    verdict,
    ...findings.map(({ message }) => `  ${showText(message)}`),
    ...(hidden > 0 ? [`  and ${hidden} more`] : []),
    ...(prunedThroughSeq > 0 ? [`Events up to ${prunedThroughSeq} were pruned`] : []),
    ...(head === undefined ? [] : [`Head: ${toHeadText(head)}`]),
  ];
}

async function verify(options: VerifyOptions, world: World): Promise<void> {
  const { file, expectHead } = options;
  if (file !== undefined && expectHead !== undefined) {
    throw new UsageError('--expect-head is for the trail itself: leave it out with --file');
  }
  const administration = await openAdministration(options, world);
  try {
    const report =
      file === undefined
        ? await verifyTrail(administration, expectHead)
        : await verifyFile(administration, resolve(world.cwd, file));
    const { head } = report;
    const withHead = head === undefined ? report : { ...report, expectHead: toHeadText(head) };
    const [verdict = '', ...lines] = describe(report, file ?? 'The audit trail');
    const painted = createPaint(world)(report.intact ? 'good' : 'bad', verdict);
    const asJson = options.json === true;
    world.writeOut(`${asJson ? JSON.stringify(withHead) : [painted, ...lines].join('\n')}\n`);
    if (!report.intact) throw new AuditTrailBrokenError(report.findings[0]?.message ?? '');
  } finally {
    await administration.close();
  }
}

/** `stagedoor audit verify`. */
export function addAuditVerifyCommand(audit: Command, world: World): void {
  addAdministrationOptions(
    audit.command('verify').description('prove that no event was removed, changed or inserted'),
  )
    .option('--expect-head <head>', 'head that an earlier verify printed')
    .option('--file <file>', 'verify an export instead')
    .addHelpText('after', EXAMPLES)
    .action((options: VerifyOptions) => verify(options, world));
}
