import { verifyToken, type VerifiedToken } from '@stagedoor/token';
import { verifyToken006, type VerifiedToken006 } from '@stagedoor/token/006';
import { Option, type Command } from 'commander';
import { describeVerified } from '../describe-token.js';
import { UsageError } from '../errors.js';
import { createPaint } from '../paint.js';
import { parseNumberOption } from '../parse-number-option.js';
import {
  addProjectOptions,
  readAppId,
  readCertificates,
  type ProjectOptions,
} from '../project-options.js';
import { readToken } from '../read-token.js';
import type { World } from '../world.js';
import { parseWanted006 } from './parse-wanted-006.js';
import { parseWantedService, SERVICE_NAMES, type WantedOptions } from './parse-wanted-service.js';

const EXAMPLES = `
Examples:
  $ stagedoor token verify 007eJx… --app-id $APP_ID --certificate-file cert.txt
  $ stagedoor token verify - --channel test --uid 1234 --privilege publishAudioStream < token.txt
  $ stagedoor token verify 'Authorization: Bearer 007eJx…' --service rtm --user-id zoe
  $ stagedoor token verify 007eJx… --certificate $PRIMARY --certificate $SECONDARY --now 1700000000
  $ stagedoor token verify 0063f0c… --channel test --uid 1234

Unlike the library, which allows for 60 s between two clocks, this command judges to the second: add
--clock-tolerance 60 to see what a server would do. Exit code 1 means that the token was rejected.

A token of format 006 holds no names, so it needs --channel with --uid or --account, or --user-id for Signaling.
`;

interface VerifyOptions extends ProjectOptions, WantedOptions {
  readonly now?: number;
  // oxlint-disable-next-line stagedoor/unit-in-name -- because commander names it after the option
  readonly clockTolerance: number;
  readonly strict?: true;
  readonly json?: true;
}

/** The project that the token must be of, and the time to judge by. */
interface Judging {
  readonly appId: string;
  readonly certificates: readonly string[];
  readonly now: number;
  readonly clockToleranceSeconds: number;
}

async function readJudging(options: VerifyOptions, world: World): Promise<Judging> {
  return {
    certificates: await readCertificates(options, world, 2),
    appId: readAppId(options, world),
    now: options.now ?? world.now(),
    clockToleranceSeconds: options.clockTolerance,
  };
}

/** Verifies a token by the format that it begins with. There is nothing in format 006 that `--strict` could refuse. */
async function verifyAny(
  token: string,
  options: VerifyOptions,
  world: World,
): Promise<VerifiedToken | VerifiedToken006> {
  if (token.startsWith('006')) {
    return verifyToken006(token, {
      ...parseWanted006(options),
      ...(await readJudging(options, world)),
    });
  }
  const expect = parseWantedService(options);
  const { strict } = options;
  return verifyToken(token, { expect, strict, ...(await readJudging(options, world)) });
}

async function verify(argument: string, options: VerifyOptions, world: World): Promise<void> {
  if (argument === '-' && options.certificateFile?.includes('-') === true) {
    throw new UsageError('standard input can hold the token or the certificate, not both');
  }
  const verified = await verifyAny(await readToken(argument, world), options, world);
  const text =
    options.json === true
      ? JSON.stringify(verified)
      : describeVerified(verified, options.now ?? world.now(), createPaint(world)).join('\n');
  world.writeOut(`${text}\n`);
}

/** Adds the options that say what the token must open. */
function addWantedOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--service <name>',
        'service that it must open (default: rtc, where one of its options is given)',
      ).choices(SERVICE_NAMES),
    )
    .option('--channel <name>', 'channel that it must open: rtc, streaming, fcdn')
    .option('--uid <number>', 'user of the channel whom it must be for', parseNumberOption)
    .option('--account <text>', 'the same, where the channel joins by account')
    .option('--user-id <text>', 'user whom it must be for: rtm, rtm2, chat, apaas')
    .option('--room <name>', 'room that it must enter: apaas')
    .option('--privilege <name...>', 'privilege of the service that it must carry')
    .option('--allow-wildcard-channel', 'accept a token for any channel')
    .option('--allow-wildcard-uid', 'accept a token for any user');
}

/** `stagedoor token verify`. */
export function addVerifyCommand(parent: Command, world: World): void {
  const command = parent
    .command('verify')
    .description('check whether a token would be accepted')
    .argument(
      '<token>',
      'the token or a header that holds it, or - to read it from standard input',
    );
  addWantedOptions(addProjectOptions(command))
    .option('--now <time>', 'time to judge by, Unix seconds (default: now)', parseNumberOption)
    .option('--clock-tolerance <seconds>', 'how far the clocks may differ', parseNumberOption, 0)
    .option(
      '--strict',
      'refuse services that are not known here, and a service that comes twice (format 007)',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((argument: string, options: VerifyOptions) => verify(argument, options, world));
}
