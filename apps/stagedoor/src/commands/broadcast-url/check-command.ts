import { explainStreamUrl, type StreamUrlReport } from '@stagedoor/platform';
import type { Command } from 'commander';
import { describeFinding, describeVerdict } from '../../describe-finding.js';
import { describeInstant } from '../../describe-instant.js';
import { StreamUrlRefusedError } from '../../errors.js';
import { createPaint, type Paint } from '../../paint.js';
import type { World } from '../../world.js';
import { addKeyOptions, type KeyOptions, readKeySource } from './key-options.js';
import { parseStreamUrlReport } from './parse-stored-result.js';
import { runStored } from './run-stored.js';

const EXAMPLES = `
Examples:
  $ stagedoor broadcast url check 'rtmp://push.example.com/live/stage-1?ts=…&sign=…' --auth-key-file key.txt
  $ stagedoor broadcast url check 'https://play.example.com/live/stage-1.flv?ts=…&sign=…' --app-id $APP_ID --json

What programs sign by mistake is tried. Exit code 1 means that the URL would be refused.
`;

async function explain(url: string, options: KeyOptions, world: World): Promise<StreamUrlReport> {
  const source = await readKeySource(options, world);
  const now = options.now ?? world.now();
  if (source.kind === 'key') return explainStreamUrl({ url, authKey: source.authKey, now });
  const input = { url, appId: source.appId, now };
  return parseStreamUrlReport(await runStored(options, world, { id: 'stream-url.check', input }));
}

/** A report as lines for people. `now` is Unix seconds. */
function describeReport(report: StreamUrlReport, now: number, paint: Paint): readonly string[] {
  const { verdict, reason, path, expiresAt, findings } = report;
  return [
    describeVerdict({ verdict, code: reason, findings }, paint),
    // Quoted as JSON does it, so that no control character reaches the terminal.
    ...(path === undefined ? [] : [`Path: ${JSON.stringify(path)}`]),
    ...(expiresAt === undefined ? [] : [`Works until: ${describeInstant(expiresAt, now)}`]),
    ...findings.flatMap((finding, index) => describeFinding(finding, index, paint)),
  ];
}

async function check(url: string, options: KeyOptions, world: World): Promise<void> {
  const report = await explain(url.trim(), options, world);
  const lines = describeReport(report, options.now ?? world.now(), createPaint(world));
  world.writeOut(`${options.json === true ? JSON.stringify(report) : lines.join('\n')}\n`);
  if (report.reason !== undefined) throw new StreamUrlRefusedError(report.reason);
}

/** `stagedoor broadcast url check`. */
export function addUrlCheckCommand(parent: Command, world: World): void {
  const command = parent
    .command('check')
    .description('find out whether a stream URL works, why not, and what to do about it')
    .argument('<url>', 'URL with ts and sign, in quotes');
  addKeyOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((url: string, options: KeyOptions) => check(url, options, world));
}
